//! A small model with something of everything, for the tests of queries.

use std::sync::Arc;

use crate::ids::{ContentTypeId, FieldId, PathId, SchemaVersion};
use crate::locales::Locale;
use crate::schema::{
    Cardinality, Component, ContentType, ContentTypeKind, Field, FieldKind, FieldOptions, FieldPaths, Model,
    PathEntry, StoredType,
};

pub(super) fn field(id: i32, name: &str, kind: FieldKind) -> Field {
    Field { id: FieldId(id), name: name.to_owned(), kind, options: FieldOptions::default() }
}

fn private(mut field: Field) -> Field {
    field.options.private = true;
    field
}

fn to(target: &str, cardinality: Cardinality) -> FieldKind {
    FieldKind::Relation { target: target.parse().unwrap(), cardinality, inverse: None }
}

fn content_type(singular: &str, plural: &str, public: bool, fields: Vec<Field>) -> ContentType {
    ContentType {
        kind: ContentTypeKind::Collection,
        singular: singular.parse().unwrap(),
        plural: plural.parse().unwrap(),
        display_name: singular.to_owned(),
        description: String::new(),
        public,
        taxonomy: false,
        localized: false,
        route: None,
        fields,
        extra: serde_json::Map::new(),
    }
}

fn component(name: &str, fields: Vec<Field>) -> Component {
    Component {
        name: name.parse().unwrap(),
        display_name: name.to_owned(),
        fields,
        extra: serde_json::Map::new(),
    }
}

/// Posts with authors (public, with a private e-mail), notes (not public) and components in components.
pub(crate) fn model() -> Model {
    use Cardinality::{Many, One};
    let part =
        |name: &str, cardinality| FieldKind::Component { component: name.parse().unwrap(), cardinality };
    let posts = vec![
        field(1, "title", FieldKind::Text),
        field(2, "views", FieldKind::Integer),
        field(3, "featured", FieldKind::Boolean),
        field(4, "day", FieldKind::Date),
        field(5, "body", FieldKind::Markdown),
        field(6, "author", to("author", One)),
        field(7, "tags", to("tag", Many)),
        field(8, "cover", FieldKind::Media { cardinality: One, allowed: Vec::new() }),
        field(9, "sections", part("shared.section", Many)),
        field(10, "seo", part("shared.seo", One)),
        field(11, "blocks", FieldKind::Blocks { components: vec!["shared.quote".parse().unwrap()] }),
        private(field(12, "secret", FieldKind::Text)),
        private(field(13, "reviewer", to("author", One))),
        field(14, "note", to("note", One)),
        private(field(15, "draft_of", part("shared.seo", One))),
        field(16, "related", to("post", Many)),
        field(17, "parent", to("post", One)),
        field(18, "meta", FieldKind::Json),
    ];
    let inverse = |mapped_by: &str| FieldKind::InverseRelation {
        target: "post".parse().unwrap(),
        cardinality: Many,
        mapped_by: mapped_by.to_owned(),
    };
    let authors = vec![
        field(1, "name", FieldKind::Text),
        private(field(2, "email", FieldKind::Email)),
        field(3, "posts", inverse("author")),
        field(4, "reviews", inverse("reviewer")),
    ];
    let types = [
        content_type("post", "posts", true, posts),
        content_type("author", "authors", true, authors),
        content_type("tag", "tags", true, vec![field(1, "name", FieldKind::Text)]),
        content_type("note", "notes", false, vec![field(1, "text", FieldKind::Text)]),
    ];
    let components = [
        component(
            "shared.section",
            vec![
                field(1, "title", FieldKind::Text),
                field(2, "links", part("shared.link", Many)),
                private(field(3, "remark", FieldKind::Text)),
            ],
        ),
        component("shared.link", vec![field(1, "label", FieldKind::Text), field(2, "post", to("post", One))]),
        component("shared.seo", vec![field(1, "title", FieldKind::Text)]),
        component("shared.quote", vec![field(1, "text", FieldKind::Text)]),
    ];
    with_paths(types, components)
}

fn with_paths(
    types: impl IntoIterator<Item = ContentType>,
    components: impl IntoIterator<Item = Component>,
) -> Model {
    let bare = |(id, schema): (i32, ContentType)| StoredType {
        id: ContentTypeId(id),
        version: SchemaVersion(1),
        schema,
        paths: FieldPaths::default(),
        steps: Vec::new(),
    };
    let types: Vec<_> = (1..).zip(types).map(bare).collect();
    let components: Vec<_> = components.into_iter().collect();
    let locales: Vec<Locale> = vec!["en".parse().unwrap(), "fr".parse().unwrap()];
    let unnamed = Model::new(types, components.clone(), locales.clone());
    let mut next = 0;
    let named: Vec<_> = unnamed
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
    Model::new(named, components, locales)
}

pub(super) fn of(model: &Model, singular: &str) -> Arc<StoredType> {
    Arc::clone(model.by_name(singular).unwrap())
}
