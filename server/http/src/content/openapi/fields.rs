//! What each kind of field is in JSON, in answers and in bodies.

use galley_domain::schema::{Cardinality, Field, FieldKind};
use serde_json::{Map, Value, json};

const DOCUMENT_ID: &str = "^[0-9a-hjkmnp-tv-z]{26}$";

/// Whether a field of an answer can be missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Always,
    WhenPopulated,
}

pub(super) fn presence(field: &Field) -> Presence {
    if field.kind.is_scalar() { Presence::Always } else { Presence::WhenPopulated }
}

/// In an answer.
pub(super) fn shown(field: &Field) -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    match &field.kind {
        FieldKind::Media { cardinality, .. } => one_or_many(*cardinality, &reference("Asset")),
        FieldKind::Relation { target, cardinality, .. }
        | FieldKind::InverseRelation { target, cardinality, .. } => {
            one_or_many(*cardinality, &reference(target.as_str()))
        }
        FieldKind::Component { component, cardinality } => {
            one_or_many(*cardinality, &reference(component.as_str()))
        }
        FieldKind::Blocks { components } => {
            let each: Vec<Value> = components.iter().map(|name| reference(name.as_str())).collect();
            json!({ "type": "array", "items": { "anyOf": each } })
        }
        _ => scalar(field, field.options.required),
    }
}

/// In a body. A view on the other side of a relation cannot be written.
pub(super) fn written(field: &Field) -> Option<Value> {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{}", input_name(name)) });
    Some(match &field.kind {
        FieldKind::InverseRelation { .. } => return None,
        FieldKind::Media { cardinality, .. } => {
            one_or_many(*cardinality, &json!({ "type": "integer", "description": "The `id` of an asset" }))
        }
        FieldKind::Relation { .. } => json!({ "$ref": "#/components/schemas/RelationInput" }),
        FieldKind::Component { component, cardinality } => {
            one_or_many(*cardinality, &reference(component.as_str()))
        }
        FieldKind::Blocks { components } => {
            let each: Vec<Value> = components.iter().map(|name| reference(name.as_str())).collect();
            json!({ "type": "array", "items": { "anyOf": each } })
        }
        _ => scalar(field, false),
    })
}

/// Capital letters stand in no name of the model, so this is nobody else's.
pub(super) fn input_name(name: &str) -> String {
    format!("{name}Input")
}

pub(super) fn document_id() -> Value {
    json!({ "type": "string", "pattern": DOCUMENT_ID })
}

fn one_or_many(cardinality: Cardinality, item: &Value) -> Value {
    match cardinality {
        Cardinality::One => json!({ "anyOf": [item, { "type": "null" }] }),
        Cardinality::Many => json!({ "type": "array", "items": item }),
    }
}

fn scalar(field: &Field, is_required: bool) -> Value {
    let mut schema = Map::new();
    let mut put = |name: &str, value: Value| {
        schema.insert(name.to_owned(), value);
    };
    let json_type = match &field.kind {
        FieldKind::Integer => "integer",
        FieldKind::Decimal => "number",
        FieldKind::Boolean => "boolean",
        FieldKind::Enumeration { cardinality: Cardinality::Many, .. } => "array",
        // Any value at all.
        FieldKind::Json => return json!({}),
        _ => "string",
    };
    put("type", if is_required { json!(json_type) } else { json!([json_type, "null"]) });
    match &field.kind {
        FieldKind::Enumeration { values, cardinality: Cardinality::Many } => {
            put("items", json!({ "type": "string", "enum": values }));
        }
        FieldKind::Enumeration { values, cardinality: Cardinality::One } => {
            let none = (!is_required).then_some(Value::Null);
            put("enum", values.iter().map(|value| json!(value)).chain(none).collect());
        }
        FieldKind::Date => put("format", json!("date")),
        FieldKind::DateTime => put("format", json!("date-time")),
        FieldKind::Email => put("format", json!("email")),
        FieldKind::Markdown => put("contentMediaType", json!("text/markdown")),
        FieldKind::Integer | FieldKind::Decimal => {
            for (name, limit) in [("minimum", field.options.min), ("maximum", field.options.max)] {
                if let Some(limit) = limit {
                    put(name, json!(limit));
                }
            }
        }
        _ => {}
    }
    if json_type == "string" {
        for (name, limit) in [("minLength", field.options.min_length), ("maxLength", field.max_length())] {
            if let Some(limit) = limit {
                put(name, json!(limit));
            }
        }
        if let Some(pattern) = &field.options.pattern {
            put("pattern", json!(format!("^(?:{pattern})$")));
        }
    }
    Value::Object(schema)
}
