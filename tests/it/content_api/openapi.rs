//! The document of the content API: of this model, and of what the caller may do.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

/// Names of an object, in their order.
fn names(value: &Value) -> Vec<String> {
    value.as_object().map(|members| members.keys().cloned().collect()).unwrap_or_default()
}

/// A line for each operation, and one for each schema with its members.
fn outline(document: &Value) -> String {
    let mut lines = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            if let Some(name) = operation["operationId"].as_str() {
                lines.push(format!("{} {path}: {name}", method.to_uppercase()));
            }
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        lines.push(format!("{name}: {}", names(&schema["properties"]).join(" ")));
    }
    lines.join("\n")
}

on_each_database! {
    async fn what_one_may_not_read_is_absent(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let hidden = json!({ "files": [{ "path": "memo.json", "schema": {
            "kind": "collectionType",
            "info": { "singularName": "memo", "pluralName": "memos", "displayName": "Memo" },
            "attributes": {
                "text": { "type": "text" },
                "post": { "type": "relation", "relation": "manyToOne", "target": "api::post.post" }
            }
        } }] });
        server.token("owner").post("/admin/api/content-types/apply", &hidden).await.expect_status(200);
        let path = "/api/openapi.json";
        let public = server.anonymous().get(path).await.expect_status(200);
        let document = public.json();
        assert_eq!(document["openapi"], "3.1.0");
        assert_eq!(names(&document["paths"]["/api/posts"]), ["get"]);
        assert_eq!(document["paths"]["/api/memos"], Value::Null);
        assert!(!public.text.contains("memo") && !public.text.contains("upload"), "{}", public.text);
        let author = &document["components"]["schemas"]["author"]["properties"];
        assert!(author["name"].is_object() && author["email"].is_null(), "{author}");
        assert!(!public.text.contains("Input"), "nobody writes without credentials");

        let viewer = server.token("viewer").get(path).await.json();
        assert_eq!(names(&viewer["paths"]["/api/memos"]), ["get"]);
        assert!(viewer["components"]["schemas"]["author"]["properties"]["email"].is_null());
        let editor = server.token("editor").get(path).await.json();
        assert_eq!(names(&editor["paths"]["/api/posts"]), ["get", "post"]);
        assert_eq!(names(&editor["paths"]["/api/posts/{documentId}"]), ["get", "put", "delete", "parameters"]);
        assert!(editor["components"]["schemas"]["author"]["properties"]["email"].is_object());
        assert!(editor["components"]["schemas"]["postInput"]["properties"]["author"].is_object());
        server.anonymous().with_token("gly_wrong").get(path).await.expect_status(401);

        let tag = public.header("etag").expect("a tag").to_owned();
        let again = server.anonymous().send(reqwest::Method::GET, path, &[("if-none-match", &tag)], None).await;
        again.expect_status(304);
    }

    async fn every_reference_leads_somewhere(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let printed = server.run_well(&["openapi", "--content"]);
        let whole: Value = serde_json::from_str(&printed).expect("the command prints JSON");
        for document in [whole, server.anonymous().get("/api/openapi.json").await.json()] {
            let mut open = vec![&document];
            let mut references = 0;
            while let Some(value) = open.pop() {
                match value {
                    Value::Object(members) => {
                        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                            let pointer = reference.trim_start_matches('#');
                            assert!(document.pointer(pointer).is_some(), "{reference}");
                            references += 1;
                        }
                        open.extend(members.values());
                    }
                    Value::Array(items) => open.extend(items),
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
                }
            }
            assert!(references > 20, "{references}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_blog_has_this_document() {
    use galley_tests::database::{Backend, TestDatabase};
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    insta::assert_snapshot!(outline(&server.token("owner").get("/api/openapi.json").await.json()));
}
