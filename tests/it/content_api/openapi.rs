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

    async fn the_page_shows_what_the_document_says_and_runs_nothing(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let hidden = json!({ "files": [{ "path": "memo.json", "schema": {
            "kind": "collectionType",
            "info": {
                "singularName": "memo", "pluralName": "memos", "displayName": "<script>alert(1)</script>",
                "description": "\"><img src=x onerror=alert(1)>"
            },
            "attributes": { "text": { "type": "text" } }
        } }] });
        server.token("owner").post("/admin/api/content-types/apply", &hidden).await.expect_status(200);
        let page = server.anonymous().get("/api/docs").await.expect_status(200);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        assert!(page.text.contains("<code>/api/posts</code>") && page.text.contains("id=\"schema-post\""));
        assert!(!page.text.contains("memo") && !page.text.contains("POST"), "{}", page.text);
        assert!(
            !page.text.contains("<script")
                && !page.text.contains("http://")
                && !page.text.contains("https://")
        );
        let tag = page.header("etag").expect("a tag").to_owned();
        let headers = [("if-none-match", &*tag)];
        server.anonymous().send(reqwest::Method::GET, "/api/docs", &headers, None).await.expect_status(304);
        let editor = server.token("editor").get("/api/docs").await.expect_status(200);
        assert!(editor.text.contains("/api/memos") && editor.text.contains("&lt;script&gt;"));
        assert!(!editor.text.contains("<script") && !editor.text.contains("<img"), "{}", editor.text);
        assert!(editor.text.contains("<code class=\"method\">POST</code> <code>/api/posts</code>"));
        server.anonymous().with_token("gly_wrong").get("/api/docs").await.expect_status(401);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_blog_has_this_document() {
    use galley_tests::database::{Backend, TestDatabase};
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    insta::assert_snapshot!(outline(&server.token("owner").get("/api/openapi.json").await.json()));
}
