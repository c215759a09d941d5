//! The behaviour of values, from input to rows, on one model with something of everything.

#![expect(clippy::needless_pass_by_value, reason = "tables of cases read best with literals as arguments")]

mod components;
mod derived;
mod properties;
mod publish;
mod relations;
mod scalars;
mod upcast;

use serde_json::{Map, Value, json};

use super::{AssetKind, Normalise, Strictness, Targets, WriteMode, normalise};
use crate::errors::FieldErrors;
use crate::ids::{AssetId, DocumentId};
use crate::schema::testing::{component, content_type, model, object};
use crate::schema::{ContentType, Model};

/// Posts with a field of each kind, tags that they link to, and components two levels deep.
pub(super) fn sample() -> Model {
    let links = json!({"label": {"type": "string", "required": true}, "to": link("oneToOne", "tag")});
    let section = json!({
        "title": {"type": "string", "default": "Untitled"},
        "links": {"type": "component", "component": "a.link", "repeatable": true},
        "code": {"type": "string", "unique": true},
    });
    let quote = json!({"text": {"type": "text"}, "picture": {"type": "media"}});
    let post = content_type("post", post_attributes());
    let tag = content_type(
        "tag",
        json!({"name": {"type": "string"}, "posts": {"type": "relation",
        "relation": "oneToMany", "target": "post", "mappedBy": "related"}}),
    );
    model(
        vec![post, tag],
        vec![component("a.link", links), component("a.section", section), component("a.quote", quote)],
    )
}

fn link(relation: &str, target: &str) -> Value {
    json!({"type": "relation", "relation": relation, "target": target})
}

fn post_attributes() -> Value {
    json!({
        "title": {"type": "string", "required": true, "minLength": 3},
        "slug": {"type": "uid", "targetField": "title"},
        "body": {"type": "richtext"},
        "views": {"type": "integer", "max": 1000, "default": 0},
        "price": {"type": "decimal", "min": 0},
        "featured": {"type": "boolean", "private": true},
        "day": {"type": "date"},
        "at": {"type": "datetime"},
        "level": {"type": "enumeration", "enum": ["low", "high"]},
        "moods": {"type": "enumeration", "enum": ["calm", "loud"], "galley": {"multiple": true}},
        "email": {"type": "email", "unique": true},
        "home": {"type": "url"},
        "data": {"type": "json"},
        "code": {"type": "string", "regex": "[A-Z]{2}[0-9]+"},
        "cover": {"type": "media", "allowedTypes": ["images"]},
        "gallery": {"type": "media", "multiple": true},
        "tag": link("oneToOne", "tag"),
        "tags": link("oneToMany", "tag"),
        "related": {"type": "relation", "relation": "manyToOne", "target": "tag", "inversedBy": "posts"},
        "hero": {"type": "component", "component": "a.section"},
        "sections": {"type": "component", "component": "a.section", "repeatable": true, "min": 1, "max": 3},
        "blocks": {"type": "dynamiczone", "components": ["a.quote", "a.section"]},
    })
}

pub(super) fn schema<'a>(model: &'a Model, name: &str) -> &'a ContentType {
    &model.by_name(name).unwrap().schema
}

/// The document with this number.
pub(super) fn id(number: u128) -> DocumentId {
    DocumentId::from_uuid(uuid::Uuid::from_u128(number))
}

pub(super) fn text_id(number: u128) -> String {
    id(number).to_string()
}

/// Documents 1 to 9 are tags and 10 is a post; asset 21 is a picture with the number 1, 22 a film with the number 2.
pub(super) fn targets() -> Targets {
    let tags = (1..10).map(|number| (id(number), "tag".parse().unwrap()));
    Targets {
        documents: tags.chain([(id(10), "post".parse().unwrap())]).collect(),
        asset_numbers: [(AssetId(1), id(21)), (AssetId(2), id(22))].into(),
        assets: [(id(21), AssetKind::Image), (id(22), AssetKind::Video)].into(),
    }
}

/// Writes `input` over `previous`, with the counter that follows the highest id in it.
pub(super) fn write(
    input: Value,
    previous: Option<&Map<String, Value>>,
    mode: WriteMode,
) -> Result<(Map<String, Value>, i64), FieldErrors> {
    let model = sample();
    let mut next_component = if previous.is_some() { 100 } else { 1 };
    let context = Normalise {
        previous,
        targets: &targets(),
        strictness: Strictness::Draft,
        mode,
        next_component: &mut next_component,
    };
    let data = normalise(&model, schema(&model, "post"), &object(input), context)?;
    Ok((data, next_component))
}

/// The canonical form of one attribute of a post; null when it is absent.
pub(super) fn one(field: &str, value: Value) -> Result<Value, FieldErrors> {
    let (data, _) = write(json!({ field: value }), None, WriteMode::Replace)?;
    Ok(data.get(field).cloned().unwrap_or_default())
}

/// `path code` of each error.
pub(super) fn named(errors: &FieldErrors) -> Vec<String> {
    errors.iter().map(|error| format!("{} {}", error.path.to_text(), error.code.as_str())).collect()
}

/// The errors that one attribute of a post gives.
pub(super) fn refused(field: &str, value: Value) -> Vec<String> {
    match one(field, value) {
        Ok(value) => vec![format!("accepted {value}")],
        Err(errors) => named(&errors),
    }
}
