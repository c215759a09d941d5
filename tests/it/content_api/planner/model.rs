//! A model with every kind of leaf, at the top and in components of components.

use galley_domain::ids::{ContentTypeId, PathId, SchemaVersion};
use galley_domain::schema::file::{read_component, read_content_type};
use galley_domain::schema::{Component, ContentType, FieldPaths, Model, PathEntry, StoredType};
use serde_json::{Value, json};

pub(super) fn types() -> Vec<ContentType> {
    let relation = |relation: &str, target: &str| json!({ "type": "relation", "relation": relation, "target": format!("api::{target}.{target}") });
    let component = |name: &str, repeatable: bool| json!({ "type": "component", "component": name, "repeatable": repeatable });
    let inversed = |relation: &str, target: &str, by: &str, name: &str| {
        json!({
            "type": "relation", "relation": relation, "target": format!("api::{target}.{target}"), by: name,
        })
    };
    let article = json!({
        "title": { "type": "string" },
        "count": { "type": "integer" },
        "ratio": { "type": "decimal" },
        "live": { "type": "boolean" },
        "day": { "type": "date" },
        "at": { "type": "datetime" },
        "colours": { "type": "enumeration", "enum": ["red", "blue", "green"], "galley": { "multiple": true } },
        "story": { "type": "text" },
        "meta": { "type": "json" },
        "plain": { "type": "string", "galley": { "indexed": false } },
        "author": inversed("manyToOne", "person", "inversedBy", "articles"),
        "friends": relation("manyToMany", "article"),
        "parent": relation("manyToOne", "article"),
        "cover": { "type": "media" },
        "parts": component("shared.section", true),
        "seo": component("shared.seo", false),
        "blocks": { "type": "dynamiczone", "components": ["shared.quote", "shared.section"] },
    });
    let person = json!({
        "name": { "type": "string" },
        "age": { "type": "integer" },
        "bio": { "type": "text" },
        "home": relation("manyToOne", "place"),
        "articles": inversed("oneToMany", "article", "mappedBy", "author"),
    });
    vec![
        content_type("article", "articles", true, &article),
        content_type("person", "persons", false, &person),
        content_type("place", "places", true, &json!({ "name": { "type": "string" } })),
    ]
}

fn content_type(singular: &str, plural: &str, localized: bool, attributes: &Value) -> ContentType {
    let source = json!({
        "kind": "collectionType",
        "info": { "singularName": singular, "pluralName": plural, "displayName": singular },
        "options": { "draftAndPublish": true },
        "pluginOptions": { "i18n": { "localized": localized } },
        "attributes": attributes,
    });
    read_content_type(singular, &source, None).unwrap_or_else(|problems| panic!("{problems:?}"))
}

pub(super) fn components() -> Vec<Component> {
    let link = json!({
        "label": { "type": "string" },
        "to": { "type": "relation", "relation": "manyToOne", "target": "api::article.article" },
    });
    let section = json!({
        "title": { "type": "string" },
        "weight": { "type": "integer" },
        "note": { "type": "text" },
        "links": { "type": "component", "component": "shared.link", "repeatable": true },
        "person": { "type": "relation", "relation": "manyToOne", "target": "api::person.person" },
        "picture": { "type": "media" },
    });
    let quote = json!({
        "text": { "type": "string" },
        "by": { "type": "relation", "relation": "manyToOne", "target": "api::person.person" },
    });
    [
        ("shared.link", link),
        ("shared.section", section),
        ("shared.seo", json!({ "title": { "type": "string" }, "rank": { "type": "integer" } })),
        ("shared.quote", quote),
    ]
    .into_iter()
    .map(|(name, attributes)| {
        let source = json!({ "info": { "displayName": name }, "attributes": attributes });
        let name = name.parse().expect("a component's name");
        read_component("test", &name, &source, None).unwrap_or_else(|problems| panic!("{problems:?}"))
    })
    .collect()
}

/// The types with the ids that the database gave them, and paths.
pub(super) fn stored(ids: &[ContentTypeId]) -> Model {
    let locales = ["en", "fr"].map(|code| code.parse().expect("a locale")).to_vec();
    let bare: Vec<StoredType> = types()
        .into_iter()
        .zip(ids)
        .map(|(schema, id)| StoredType {
            id: *id,
            version: SchemaVersion(1),
            schema,
            paths: FieldPaths::default(),
            steps: Vec::new(),
        })
        .collect();
    let unnamed = Model::new(bare, components(), Vec::clone(&locales));
    let mut next = 100;
    let named: Vec<StoredType> = unnamed
        .types()
        .map(|stored| {
            let mut entries = Vec::new();
            unnamed.walk(&stored.schema, &mut |chain, _| {
                next += 1;
                entries.push(PathEntry { id: PathId(next), chain: chain.clone() });
            });
            StoredType { paths: FieldPaths::new(entries), ..StoredType::clone(stored) }
        })
        .collect();
    Model::new(named, components(), locales)
}
