//! What comes back and what may be sent: entries, components, assets, and the envelopes around them.

use galley_domain::query::check::ASSET_MEMBERS;
use galley_domain::roles::Permission;
use galley_domain::schema::{Component, ContentType, Field};
use serde_json::{Map, Value, json};

use super::View;
use super::fields::{self, Presence, document_id, input_name};

pub(super) fn of(view: View<'_>) -> Value {
    let mut schemas = Map::new();
    for schema in view.types() {
        schemas.insert(schema.singular.to_string(), entry(view, schema));
        if may_write(view, schema) {
            schemas.insert(input_name(schema.singular.as_str()), entry_input(view, schema));
        }
    }
    for (component, types) in view.components() {
        let is_readable =
            |field: &&Field| types.iter().any(|schema| view.actor.may_read_field(view.model, schema, field));
        let readable: Vec<&Field> = component.fields.iter().filter(is_readable).collect();
        schemas.insert(component.name.to_string(), instance(component, &readable));
        if types.iter().any(|schema| may_write(view, schema)) {
            schemas.insert(input_name(component.name.as_str()), instance_input(component, &readable));
        }
    }
    schemas.insert("Asset".to_owned(), asset());
    schemas.insert("Pagination".to_owned(), pagination());
    schemas.insert("Error".to_owned(), error());
    if view.types().any(|schema| may_write(view, schema)) {
        schemas.insert("RelationInput".to_owned(), relation_input());
    }
    Value::Object(schemas)
}

pub(super) fn may_write(view: View<'_>, schema: &ContentType) -> bool {
    view.may(Permission::CreateEntries, schema) || view.may(Permission::EditEntries, schema)
}

fn entry(view: View<'_>, schema: &ContentType) -> Value {
    let mut members = Map::new();
    let mut required = vec!["id".to_owned(), "documentId".to_owned()];
    members.insert("id".to_owned(), json!({ "type": "integer", "description": "Of this form of the entry" }));
    members.insert("documentId".to_owned(), document_id());
    for field in view.readable(schema, &schema.fields) {
        add_shown(field, &mut members, &mut required);
    }
    let time = json!({ "type": "string", "format": "date-time" });
    for name in ["createdAt", "updatedAt"] {
        members.insert(name.to_owned(), time.clone());
        required.push(name.to_owned());
    }
    members.insert("publishedAt".to_owned(), json!({ "type": ["string", "null"], "format": "date-time" }));
    members.insert("locale".to_owned(), json!({ "type": ["string", "null"] }));
    required.extend(["publishedAt".to_owned(), "locale".to_owned()]);
    let mut shown = json!({ "type": "object", "properties": members, "required": required });
    describe(&mut shown, &schema.description);
    shown
}

fn add_shown(field: &Field, members: &mut Map<String, Value>, required: &mut Vec<String>) {
    members.insert(field.name.clone(), fields::shown(field));
    if fields::presence(field) == Presence::Always {
        required.push(field.name.clone());
    }
}

fn entry_input(view: View<'_>, schema: &ContentType) -> Value {
    let mut members = Map::new();
    for field in view.readable(schema, &schema.fields) {
        if let Some(written) = fields::written(field) {
            members.insert(field.name.clone(), written);
        }
    }
    if view.may(Permission::PublishEntries, schema) {
        members
            .insert("publishedAt".to_owned(), json!({ "type": ["string", "null"], "format": "date-time" }));
    }
    json!({ "type": "object", "properties": members, "additionalProperties": false })
}

fn instance(component: &Component, readable: &[&Field]) -> Value {
    let mut members = Map::new();
    let mut required = vec!["id".to_owned()];
    members.insert("__component".to_owned(), json!({ "const": component.name, "description": "In blocks" }));
    members.insert("id".to_owned(), json!({ "type": "integer" }));
    for field in readable {
        add_shown(field, &mut members, &mut required);
    }
    json!({ "type": "object", "properties": members, "required": required })
}

fn instance_input(component: &Component, readable: &[&Field]) -> Value {
    let mut members = Map::new();
    members.insert("__component".to_owned(), json!({ "const": component.name, "description": "In blocks" }));
    members.insert("id".to_owned(), json!({ "type": "integer", "description": "Of one that stays" }));
    for field in readable {
        if let Some(written) = fields::written(field) {
            members.insert(field.name.clone(), written);
        }
    }
    json!({ "type": "object", "properties": members, "additionalProperties": false })
}

fn asset() -> Value {
    let members = ASSET_MEMBERS.map(|name| {
        let schema = match name {
            "id" => json!({ "type": "integer" }),
            "documentId" => document_id(),
            "width" | "height" => json!({ "type": ["integer", "null"] }),
            "size" => json!({ "type": "number", "description": "Thousands of bytes" }),
            "createdAt" | "updatedAt" => json!({ "type": "string", "format": "date-time" }),
            "name" | "hash" | "ext" | "mime" | "url" | "provider" => json!({ "type": "string" }),
            "alternativeText" | "caption" => json!({ "type": ["string", "null"] }),
            _ => json!({}),
        };
        (name.to_owned(), schema)
    });
    json!({ "type": "object", "properties": Map::from_iter(members), "required": ["id", "documentId"] })
}

fn pagination() -> Value {
    let number = json!({ "type": "integer" });
    json!({
        "type": "object",
        "description": "`page`, `pageSize` and `pageCount`, or `start` and `limit`, as the query asked",
        "properties": {
            "page": number, "pageSize": number, "pageCount": number, "start": number, "limit": number,
            "total": number,
        },
    })
}

fn error() -> Value {
    json!({
        "type": "object",
        "properties": {
            "data": { "type": "null" },
            "error": {
                "type": "object",
                "properties": {
                    "status": { "type": "integer" },
                    "name": { "type": "string" },
                    "message": { "type": "string" },
                    "details": { "type": "object" },
                },
                "required": ["status", "name", "message", "details"],
            },
        },
        "required": ["data", "error"],
    })
}

fn relation_input() -> Value {
    let target = json!({ "anyOf": [document_id(), {
        "type": "object",
        "properties": {
            "documentId": document_id(), "locale": { "type": ["string", "null"] },
            "position": { "type": "object" },
        },
        "required": ["documentId"],
    }] });
    let list = json!({ "type": "array", "items": target });
    json!({
        "description": "A document id, a list of them, null, or what to connect, disconnect or set",
        "anyOf": [
            target,
            list,
            { "type": "null" },
            { "type": "object", "properties": { "connect": list, "disconnect": list, "set": list } },
        ],
    })
}

fn describe(schema: &mut Value, description: &str) {
    if !description.is_empty() {
        schema["description"] = json!(description);
    }
}
