//! What can be asked, and by which parameters.

use galley_domain::roles::Permission;
use galley_domain::schema::{ContentType, ContentTypeKind};
use serde_json::{Map, Value, json};

use super::View;
use super::fields::{document_id, input_name};

pub(super) fn of(view: View<'_>) -> Value {
    let mut paths = Map::new();
    for schema in view.types() {
        match schema.kind {
            ContentTypeKind::Collection => {
                let plural = &schema.plural;
                paths.insert(format!("/api/{plural}"), collection(view, schema));
                paths.insert(format!("/api/{plural}/{{documentId}}"), document(view, schema));
            }
            ContentTypeKind::Single => {
                paths.insert(format!("/api/{}", schema.singular), single(view, schema));
            }
        }
    }
    add_files(view, &mut paths);
    Value::Object(paths)
}

fn collection(view: View<'_>, schema: &ContentType) -> Value {
    let mut item = Map::new();
    let list = json!({
        "type": "object",
        "properties": {
            "data": { "type": "array", "items": reference(schema.singular.as_str()) },
            "meta": { "type": "object", "properties": { "pagination": reference("Pagination") } },
        },
        "required": ["data", "meta"],
    });
    let known = ["filters", "sort", "fields", "populate", "pagination", "status", "locale"];
    item.insert(
        "get".to_owned(),
        operation(("list", schema.plural.as_str()), schema, &known, ("200", Some(list))),
    );
    if view.may(Permission::CreateEntries, schema) {
        item.insert("post".to_owned(), write(("create", schema.singular.as_str()), schema, "201"));
    }
    Value::Object(item)
}

fn document(view: View<'_>, schema: &ContentType) -> Value {
    let name = schema.singular.as_str();
    let mut item = one(view, schema, name);
    item.insert(
        "parameters".to_owned(),
        json!([{ "name": "documentId", "in": "path", "required": true, "schema": document_id() }]),
    );
    Value::Object(item)
}

fn single(view: View<'_>, schema: &ContentType) -> Value {
    Value::Object(one(view, schema, schema.singular.as_str()))
}

/// Reading, writing and deleting one entry.
fn one(view: View<'_>, schema: &ContentType, name: &str) -> Map<String, Value> {
    let mut item = Map::new();
    let known = ["fields", "populate", "status", "locale"];
    item.insert("get".to_owned(), operation(("get", name), schema, &known, ("200", Some(envelope(schema)))));
    if view.may(Permission::EditEntries, schema) {
        item.insert("put".to_owned(), write(("update", name), schema, "200"));
    }
    if view.may(Permission::DeleteEntries, schema) {
        item.insert("delete".to_owned(), operation(("delete", name), schema, &["locale"], ("204", None)));
    }
    item
}

fn write(name: (&str, &str), schema: &ContentType, status: &str) -> Value {
    let known = ["fields", "populate", "status", "locale"];
    let mut operation = operation(name, schema, &known, (status, Some(envelope(schema))));
    let body = json!({
        "type": "object",
        "properties": { "data": reference(&input_name(schema.singular.as_str())) },
        "required": ["data"],
        "additionalProperties": false,
    });
    operation["requestBody"] =
        json!({ "required": true, "content": { "application/json": { "schema": body } } });
    operation
}

fn envelope(schema: &ContentType) -> Value {
    json!({
        "type": "object",
        "properties": { "data": reference(schema.singular.as_str()), "meta": { "type": "object" } },
        "required": ["data", "meta"],
    })
}

fn operation(
    (verb, noun): (&str, &str),
    schema: &ContentType,
    parameters: &[&str],
    (status, answer): (&str, Option<Value>),
) -> Value {
    let known: Vec<Value> =
        parameters.iter().map(|name| json!({ "$ref": format!("#/components/parameters/{name}") })).collect();
    let mut answers = Map::new();
    answers.insert(status.to_owned(), described(status, answer));
    answers.insert("default".to_owned(), json!({ "$ref": "#/components/responses/Error" }));
    json!({
        "operationId": format!("{verb}_{}", noun.replace('-', "_")),
        "tags": [schema.display_name],
        "parameters": known,
        "responses": answers,
    })
}

fn described(status: &str, answer: Option<Value>) -> Value {
    let description = match status {
        "201" => "Made",
        "204" => "Moved to the trash",
        _ => "The answer",
    };
    match answer {
        Some(schema) => {
            json!({ "description": description, "content": { "application/json": { "schema": schema } } })
        }
        None => json!({ "description": description }),
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// The parameters of all paths, by name.
pub(super) fn parameters(view: View<'_>) -> Value {
    let object = |name: &str, description: &str| {
        json!({
            "name": name, "in": "query", "style": "deepObject", "explode": true, "description": description,
            "schema": { "type": "object" },
        })
    };
    let text = |name: &str, description: &str| json!({ "name": name, "in": "query", "description": description, "schema": { "type": "string" } });
    let locales: Vec<&str> = view.model.locales.iter().map(galley_domain::locales::Locale::as_str).collect();
    json!({
        "filters": object("filters", "`filters[title][$containsi]=rust`, `filters[author][name][$eq]=Ana`"),
        "sort": text("sort", "`sort=title`, `sort=author.name:desc,title`"),
        "fields": text("fields", "`fields=title,slug`; all scalar fields when left out"),
        "populate": text("populate", "`populate=*`, `populate=author,tags`, or in brackets with clauses of its own"),
        "pagination": object(
            "pagination",
            "`page` and `pageSize` (25, at most 100), or `start` and `limit`; `withCount=false` leaves totals out",
        ),
        "status": {
            "name": "status", "in": "query", "schema": { "type": "string", "enum": ["published", "draft"] },
        },
        "locale": text("locale", &format!("One of {}; the first when left out; `*` in lists", locales.join(", "))),
    })
}

/// The library has one form for everybody who may see it.
fn add_files(view: View<'_>, paths: &mut Map<String, Value>) {
    let asset = reference("Asset");
    let answer = |status: &str, schema: Value| {
        json!({
            status: { "description": "The answer", "content": { "application/json": { "schema": schema } } },
            "default": { "$ref": "#/components/responses/Error" },
        })
    };
    let id = json!([{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }]);
    let (mut list, mut one) = (Map::new(), Map::new());
    if view.actor.may(Permission::ReadAssets) {
        let assets = answer("200", json!({ "type": "array", "items": asset }));
        list.insert(
            "get".to_owned(),
            json!({
                "operationId": "list_files", "tags": ["Files"], "responses": assets,
                "parameters": [{ "$ref": "#/components/parameters/pagination" }],
            }),
        );
        one.insert(
            "get".to_owned(),
            json!({
                "operationId": "get_file", "tags": ["Files"], "responses": answer("200", asset.clone()),
            }),
        );
    }
    if view.actor.may(Permission::DeleteAssets) {
        one.insert(
            "delete".to_owned(),
            json!({
                "operationId": "delete_file", "tags": ["Files"], "responses": answer("200", asset.clone()),
            }),
        );
    }
    if !list.is_empty() {
        paths.insert("/api/upload/files".to_owned(), Value::Object(list));
    }
    if !one.is_empty() {
        one.insert("parameters".to_owned(), id);
        paths.insert("/api/upload/files/{id}".to_owned(), Value::Object(one));
    }
    if view.actor.may(Permission::UploadAssets) {
        let form = json!({
            "type": "object",
            "properties": {
                "files": { "type": "array", "items": { "type": "string", "format": "binary" } },
                "fileInfo": { "type": "string", "description": "JSON: an object, or a list in the order of the files" },
            },
        });
        paths.insert(
            "/api/upload".to_owned(),
            json!({ "post": {
            "operationId": "upload_files", "tags": ["Files"],
            "requestBody": { "required": true, "content": { "multipart/form-data": { "schema": form } } },
            "responses": answer("201", json!({ "type": "array", "items": asset })),
        } }),
        );
    }
}
