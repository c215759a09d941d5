//! What can be asked: every path with its methods, grouped as the document groups them.

use serde_json::Value;

use super::html::Page;
use super::kinds::kind;
use super::text;

const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

/// One method of a path.
struct Operation<'a> {
    method: &'static str,
    path: &'a str,
    said: &'a Value,
}

/// The groups with their operations, as links.
pub(super) fn contents(page: &mut Page, document: &Value) {
    page.raw("<nav aria-label=\"Contents\">\n<ul>\n");
    for (group, _) in groups(document) {
        page.raw("<li>").link(("group", group), group).raw("</li>\n");
    }
    page.raw("</ul>\n</nav>\n");
}

pub(super) fn all(page: &mut Page, document: &Value) {
    for (group, operations) in groups(document) {
        page.heading("h2", ("group", group), group);
        for operation in operations {
            show(page, &operation);
        }
    }
}

/// In the order of the document.
fn groups(document: &Value) -> Vec<(&str, Vec<Operation<'_>>)> {
    let mut groups: Vec<(&str, Vec<Operation<'_>>)> = Vec::new();
    let paths = document["paths"].as_object().into_iter().flatten();
    for (path, item) in paths {
        for method in METHODS {
            let Some(said) = item.get(method) else { continue };
            let group = text(said, "/tags/0");
            let operation = Operation { method, path, said };
            match groups.iter_mut().find(|(known, _)| *known == group) {
                Some((_, operations)) => operations.push(operation),
                None => groups.push((group, vec![operation])),
            }
        }
    }
    groups
}

fn show(page: &mut Page, Operation { method, path, said }: &Operation<'_>) {
    page.raw("<h3><code class=\"method\">")
        .text(&method.to_uppercase())
        .raw("</code> ")
        .code(path)
        .raw("</h3>\n");
    page.prose(text(said, "/summary"));
    let parameters: Vec<&str> = said["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|parameter| parameter["$ref"].as_str()?.strip_prefix("#/components/parameters/"))
        .collect();
    if !parameters.is_empty() {
        page.raw("<p>Parameters: ");
        for (index, name) in parameters.into_iter().enumerate() {
            if index > 0 {
                page.raw(", ");
            }
            page.link(("parameter", name), name);
        }
        page.raw("</p>\n");
    }
    for (media_type, content) in said["requestBody"]["content"].as_object().into_iter().flatten() {
        page.raw("<p>Body, ").code(media_type).raw(": ");
        value(page, &content["schema"]);
        page.raw("</p>\n");
    }
    for (status, answer) in said["responses"].as_object().into_iter().flatten() {
        if status == "default" {
            continue;
        }
        page.raw("<p>").code(status).raw(": ").text(text(answer, "/description"));
        if let Some(schema) = answer.pointer("/content/application~1json/schema") {
            page.raw(", ");
            value(page, schema);
        }
        page.raw("</p>\n");
    }
}

/// An envelope is shown with what is in it.
fn value(page: &mut Page, schema: &Value) {
    let Some(members) = schema.get("properties").and_then(Value::as_object) else {
        return kind(page, schema);
    };
    page.raw("an object with ");
    for (index, (name, member)) in members.iter().enumerate() {
        if index > 0 {
            page.raw(", ");
        }
        page.code(name).raw(": ");
        value(page, member);
    }
}

/// What operations have in common.
pub(super) fn parameters(page: &mut Page, document: &Value) {
    let Some(Value::Object(parameters)) = document.pointer("/components/parameters") else { return };
    page.raw("<h2>Parameters</h2>\n");
    for (name, parameter) in parameters {
        page.heading("h3", ("parameter", name), name);
        page.prose(text(parameter, "/description"));
        if let Some(Value::Array(options)) = parameter.pointer("/schema/enum") {
            let options: Vec<String> = options.iter().map(|option| format!("`{option}`")).collect();
            page.prose(&format!("One of {}.", options.join(", ")));
        }
    }
}
