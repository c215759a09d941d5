//! The typed model as Strapi's files spell it.

use serde_json::{Map, Value, json};

use super::attribute::is_always_localized;
use super::leftover::together;
use super::names::write_target;
use crate::schema::{Cardinality, Component, ContentType, ContentTypeKind, Field, FieldKind, FieldOptions};

/// The content of `schema.json`.
pub fn write_content_type(schema: &ContentType) -> Value {
    let mut file = together(typed_content_type(schema), &schema.extra);
    file.insert("attributes".to_owned(), attributes(&schema.fields));
    Value::Object(file)
}

/// The content of a component's file.
pub fn write_component(component: &Component) -> Value {
    let mut file = together(typed_component(component), &component.extra);
    file.insert("attributes".to_owned(), attributes(&component.fields));
    Value::Object(file)
}

fn attributes(fields: &[Field]) -> Value {
    let attribute = |field: &Field| {
        (field.name.clone(), Value::Object(together(typed_attribute(field), &field.options.extra)))
    };
    Value::Object(fields.iter().map(attribute).collect())
}

/// What the typed model says of a content type, without its attributes.
pub(super) fn typed_content_type(schema: &ContentType) -> Map<String, Value> {
    let mut file = Map::new();
    let kind = match schema.kind {
        ContentTypeKind::Collection => "collectionType",
        ContentTypeKind::Single => "singleType",
    };
    file.insert("kind".to_owned(), Value::from(kind));
    let mut info = Map::new();
    info.insert("singularName".to_owned(), Value::from(schema.singular.as_str()));
    info.insert("pluralName".to_owned(), Value::from(schema.plural.as_str()));
    info.insert("displayName".to_owned(), Value::from(schema.display_name.as_str()));
    if !schema.description.is_empty() {
        info.insert("description".to_owned(), Value::from(schema.description.as_str()));
    }
    file.insert("info".to_owned(), Value::Object(info));
    if schema.localized {
        file.insert("pluginOptions".to_owned(), json!({ "i18n": { "localized": true } }));
    }
    let mut galley = Map::new();
    put_true(&mut galley, "public", schema.public);
    put_true(&mut galley, "taxonomy", schema.taxonomy);
    put(&mut galley, "route", schema.route.as_deref());
    put_unless_empty(&mut file, "galley", galley);
    file
}

/// What the typed model says of a component, without its attributes.
pub(super) fn typed_component(component: &Component) -> Map<String, Value> {
    let mut file = Map::new();
    file.insert("info".to_owned(), json!({ "displayName": component.display_name }));
    file
}

/// What the typed model says of one attribute.
pub(super) fn typed_attribute(field: &Field) -> Map<String, Value> {
    let mut file = Map::new();
    let mut galley = Map::new();
    put(&mut galley, "id", Some(field.id.0));
    put_kind(&mut file, &mut galley, &field.kind);
    put_options(&mut file, &field.options);
    if field.options.localized && !is_always_localized(&field.kind) {
        file.insert("pluginOptions".to_owned(), json!({ "i18n": { "localized": true } }));
    }
    put(&mut galley, "indexed", field.options.indexed);
    put(&mut galley, "searchable", field.options.searchable);
    file.insert("galley".to_owned(), Value::Object(galley));
    file
}

fn put_kind(file: &mut Map<String, Value>, galley: &mut Map<String, Value>, kind: &FieldKind) {
    file.insert("type".to_owned(), Value::from(type_name(kind)));
    match kind {
        FieldKind::Url => put(galley, "kind", Some("url")),
        FieldKind::Slug { from } => put(file, "targetField", from.as_deref()),
        FieldKind::Enumeration { values, cardinality } => {
            put(file, "enum", Some(values.clone()));
            put_true(galley, "multiple", *cardinality == Cardinality::Many);
        }
        FieldKind::Media { cardinality, allowed } => {
            put_true(file, "multiple", *cardinality == Cardinality::Many);
            put(file, "allowedTypes", (!allowed.is_empty()).then(|| allowed.clone()));
        }
        FieldKind::Relation { target, cardinality, inverse } => {
            let relation = match (cardinality, inverse) {
                (Cardinality::One, None) => "oneToOne",
                (Cardinality::One, Some(_)) => "manyToOne",
                (Cardinality::Many, None) => "oneToMany",
                (Cardinality::Many, Some(_)) => "manyToMany",
            };
            put(file, "relation", Some(relation));
            put(file, "target", Some(write_target(target)));
            put(file, "inversedBy", inverse.as_deref());
        }
        FieldKind::InverseRelation { target, cardinality, mapped_by } => {
            let relation = match cardinality {
                Cardinality::One => "oneToOne",
                Cardinality::Many => "oneToMany",
            };
            put(file, "relation", Some(relation));
            put(file, "target", Some(write_target(target)));
            put(file, "mappedBy", Some(mapped_by.as_str()));
        }
        FieldKind::Component { component, cardinality } => {
            put(file, "component", Some(component.as_str()));
            put_true(file, "repeatable", *cardinality == Cardinality::Many);
        }
        FieldKind::Blocks { components } => {
            put(file, "components", Some(components.iter().map(ToString::to_string).collect::<Vec<_>>()));
        }
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Markdown
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Boolean
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::Email
        | FieldKind::Json => {}
    }
}

/// Strapi's `type`; an address is a string with `galley.kind`, so that Strapi reads the file, too.
const fn type_name(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text | FieldKind::Url => "string",
        FieldKind::LongText => "text",
        FieldKind::Markdown => "richtext",
        FieldKind::Integer => "integer",
        FieldKind::Decimal => "decimal",
        FieldKind::Boolean => "boolean",
        FieldKind::Date => "date",
        FieldKind::DateTime => "datetime",
        FieldKind::Enumeration { .. } => "enumeration",
        FieldKind::Slug { .. } => "uid",
        FieldKind::Email => "email",
        FieldKind::Json => "json",
        FieldKind::Media { .. } => "media",
        FieldKind::Relation { .. } | FieldKind::InverseRelation { .. } => "relation",
        FieldKind::Component { .. } => "component",
        FieldKind::Blocks { .. } => "dynamiczone",
    }
}

fn put_options(file: &mut Map<String, Value>, options: &FieldOptions) {
    put_true(file, "required", options.required);
    put_true(file, "unique", options.unique);
    put_true(file, "private", options.private);
    put(file, "default", options.default.clone());
    put(file, "min", options.min.map(number));
    put(file, "max", options.max.map(number));
    put(file, "minLength", options.min_length);
    put(file, "maxLength", options.max_length);
    put(file, "regex", options.pattern.as_deref());
}

/// A limit as people write it: `3`, not `3.0`.
fn number(limit: f64) -> Value {
    let whole = format!("{limit:.0}").parse::<i64>().ok().filter(|_| limit.fract() == 0.0);
    whole.map_or_else(|| Value::from(limit), Value::from)
}

fn put(file: &mut Map<String, Value>, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        file.insert(key.to_owned(), value.into());
    }
}

fn put_true(file: &mut Map<String, Value>, key: &str, value: bool) {
    if value {
        file.insert(key.to_owned(), Value::Bool(true));
    }
}

fn put_unless_empty(file: &mut Map<String, Value>, key: &str, value: Map<String, Value>) {
    if !value.is_empty() {
        file.insert(key.to_owned(), Value::Object(value));
    }
}
