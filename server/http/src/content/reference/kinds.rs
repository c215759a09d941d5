//! Schemas in words: what a value may be, and what objects hold.

use serde_json::{Map, Value};

use super::html::Page;
use super::text;

/// Every schema with its members.
pub(super) fn schemas(page: &mut Page, document: &Value) {
    let Some(Value::Object(schemas)) = document.pointer("/components/schemas") else { return };
    page.raw("<h2>Values</h2>\n");
    for (name, schema) in schemas {
        page.heading("h3", ("schema", name), name);
        page.prose(text(schema, "/description"));
        if let Some(Value::Object(members)) = schema.get("properties") {
            table(page, schema, members);
        } else {
            page.raw("<p>");
            kind(page, schema);
            page.raw("</p>\n");
        }
    }
}

fn table(page: &mut Page, schema: &Value, members: &Map<String, Value>) {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    page.raw("<table>\n<tr><th>Member</th><th>Is</th><th></th></tr>\n");
    for (name, member) in members {
        page.raw("<tr><td>").code(name).raw("</td><td>");
        kind(page, member);
        page.raw("</td><td>");
        if required.contains(&name.as_str()) {
            page.raw("always there. ");
        }
        page.words(text(member, "/description")).raw("</td></tr>\n");
    }
    page.raw("</table>\n");
}

/// What a value may be.
pub(super) fn kind(page: &mut Page, schema: &Value) {
    if let Some(name) = referred(schema) {
        page.link(("schema", name), name);
    } else if let Some(constant) = schema.get("const") {
        page.code(&constant.to_string());
    } else if let Some(Value::Array(options)) = schema.get("enum") {
        choice(page, options, |page, option| {
            page.code(&option.to_string());
        });
    } else if let Some(Value::Array(options)) = schema.get("anyOf") {
        choice(page, options, kind);
    } else {
        plain(page, schema);
    }
}

fn plain(page: &mut Page, schema: &Value) {
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(some) => some.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if types.is_empty() {
        page.raw("anything");
    }
    for (index, name) in types.into_iter().enumerate() {
        if index > 0 {
            page.raw(" or ");
        }
        if name == "array" && schema.get("items").is_some() {
            page.raw("list of ");
            kind(page, &schema["items"]);
        } else {
            page.text(name);
        }
    }
    for (limit, said) in [
        ("format", ", "),
        ("contentMediaType", ", "),
        ("minimum", ", from "),
        ("maximum", ", to "),
        ("minLength", ", at least characters: "),
        ("maxLength", ", at most characters: "),
    ] {
        if let Some(value) = schema.get(limit) {
            page.raw(said).text(&value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        }
    }
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        page.raw(", as ").code(pattern);
    }
}

fn choice(page: &mut Page, options: &[Value], mut show: impl FnMut(&mut Page, &Value)) {
    for (index, option) in options.iter().enumerate() {
        if index > 0 {
            page.raw(" or ");
        }
        show(page, option);
    }
}

/// The schema that a reference names.
fn referred(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/")
}
