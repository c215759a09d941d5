//! The fast answer of an entry: its public scalars, ready to be sent.

use serde_json::{Map, Value};

use crate::schema::ContentType;

/// The members, in model order and without braces, of what a bare GET may show anybody: `"title":"A","views":null`.
pub fn served(schema: &ContentType, data: &Map<String, Value>) -> String {
    let mut members = String::new();
    for field in schema.fields.iter().filter(|field| field.kind.is_scalar() && !field.options.private) {
        if !members.is_empty() {
            members.push(',');
        }
        // Names of fields are ASCII letters, digits and `_`, so they need no escapes.
        members.push('"');
        members.push_str(&field.name);
        members.push_str("\":");
        match data.get(&field.name) {
            Some(value) => members.push_str(&value.to_string()),
            None => members.push_str("null"),
        }
    }
    members
}
