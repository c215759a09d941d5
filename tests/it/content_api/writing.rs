//! Writes: strict bodies, drafts and publishing, merging, conditions and retries.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::{Value, json};

on_each_database! {
    async fn a_write_publishes_unless_it_is_a_draft(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (editor, anonymous) = (server.token("editor"), server.anonymous());
        let draft = editor.post("/api/posts?status=draft", &json!({ "data": { "title": "One" } })).await;
        let draft = draft.expect_status(201);
        assert_eq!(draft.at("/data/publishedAt"), Value::Null);
        let path = format!("/api/posts/{}", draft.text_at("/data/documentId"));
        anonymous.get(&path).await.expect_status(404);
        let published = editor.put(&format!("{path}?fields=title"), &json!({ "data": {} })).await.expect_status(200);
        assert_eq!(published.at("/data/title"), "One");
        assert!(published.at("/data/slug").is_null(), "the write's own `fields` shape its answer");
        assert!(published.header("galley-seq").is_some());
        editor.put(&format!("{path}?status=draft"), &json!({ "data": { "title": "Two" } })).await.expect_status(200);
        assert_eq!(anonymous.get(&path).await.at("/data/title"), "One");
        let both = editor.get(&format!("{path}?status=draft")).await;
        assert_eq!(both.at("/data/title"), "Two");
        assert_ne!(both.at("/data/id"), published.at("/data/id"), "each stage has a number of its own");
    }

    async fn a_refused_write_names_every_path_and_changes_nothing(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let made = editor.post("/api/posts", &json!({ "data": { "title": "One" } })).await.expect_status(201);
        let path = format!("/api/posts/{}", made.text_at("/data/documentId"));
        let before = editor.get(&path).await.text;
        for (data, place) in [
            (json!({ "nothing": 1 }), json!(["nothing"])),
            (json!({ "id": 7 }), json!(["id"])),
            (json!({ "documentId": "x" }), json!(["documentId"])),
            (json!({ "createdAt": "2026-01-01T00:00:00Z" }), json!(["createdAt"])),
            (json!({ "updatedAt": null }), json!(["updatedAt"])),
            (json!({ "createdBy": 1 }), json!(["createdBy"])),
            (json!({ "updatedBy": 1 }), json!(["updatedBy"])),
            (json!({ "locale": "en" }), json!(["locale"])),
            (json!({ "publishedAt": "yesterday" }), json!(["publishedAt"])),
            (json!({ "title": 1 }), json!(["title"])),
            (json!({ "title": "a".repeat(256) }), json!(["title"])),
            (json!({ "title": null }), json!(["title"])),
            (json!({ "featured": "yes" }), json!(["featured"])),
            (json!({ "author": "00000000000000000000000000" }), json!(["author"])),
            (json!({ "author": { "$ne": null } }), json!(["author"])),
            (json!({ "cover": 999 }), json!(["cover"])),
            (json!({ "seo": { "nothing": 1 } }), json!(["seo", "nothing"])),
            (json!({ "seo": { "id": 99 } }), json!(["seo", "id"])),
        ] {
            let refused = editor.put(&path, &json!({ "data": data })).await;
            assert_eq!(refused.status, 400, "{data}: {}", refused.text);
            assert_eq!(refused.at("/error/name"), "ValidationError", "{data}");
            assert_eq!(refused.at("/error/details/errors/0/path"), place, "{data}: {}", refused.text);
        }
        for body in [json!({}), json!({ "data": [] }), json!({ "data": null }), json!({ "data": {}, "meta": {} })] {
            editor.put(&path, &body).await.expect_status(400);
        }
        editor.put(&format!("{path}?populate=nothing"), &json!({ "data": { "title": "Two" } })).await.expect_status(400);
        editor.put(&format!("{path}?locale=*"), &json!({ "data": { "title": "Two" } })).await.expect_status(400);
        assert_eq!(editor.get(&path).await.text, before);
    }

    async fn whoever_publishes_sets_the_time_of_it(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (owner, editor) = (server.token("owner"), server.token("editor"));
        let body = json!({ "data": { "title": "One", "publishedAt": "2005-03-01T10:00:00+01:00" } });
        let made = editor.post("/api/posts", &body).await.expect_status(201);
        assert_eq!(made.at("/data/publishedAt"), "2005-03-01T09:00:00.000Z");
        let token = json!({ "name": "w", "role": "editor", "scopes": ["read", "drafts", "write"] });
        let token = owner.post("/admin/api/tokens", &token).await.text_at("/secret");
        let writer = server.anonymous().with_token(&token);
        writer.post("/api/posts", &json!({ "data": { "title": "Two" } })).await.expect_status(403);
        writer.post("/api/posts?status=draft", &json!({ "data": { "title": "Two" } })).await.expect_status(201);
        let refused = writer.post("/api/posts?status=draft", &body).await.expect_status(400);
        assert_eq!(refused.at("/error/details/errors/0/path"), json!(["publishedAt"]));
    }

    async fn the_tag_of_a_read_guards_a_write(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let made = editor.post("/api/posts", &json!({ "data": { "title": "One" } })).await.expect_status(201);
        let path = format!("/api/posts/{}", made.text_at("/data/documentId"));
        let put = async |tag: &str, title: &str| {
            let body = json!({ "data": { "title": title } }).to_string();
            editor.send(Method::PUT, &path, &[("if-match", tag)], Some(body)).await
        };
        let tag = editor.get(&path).await.header("etag").expect("a tag").to_owned();
        let written = put(&tag, "Two").await.expect_status(200);
        let lost = put(&tag, "Three").await.expect_status(412);
        assert_eq!(lost.at("/error/name"), "PreconditionFailedError");
        assert_eq!(lost.at("/error/details/current/data/title"), "Two");
        put(written.header("etag").expect("a tag"), "Three").await.expect_status(200);
        put("*", "Four").await.expect_status(400);
        let stale = [("if-match", tag.as_str())];
        editor.send(Method::DELETE, &path, &stale, None).await.expect_status(412);
        assert_eq!(editor.get(&path).await.at("/data/title"), "Three");
    }

    async fn a_conflict_shows_the_draft_to_those_who_may_read_it(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let secret = json!({ "data": { "title": "One", "excerpt": "Hidden" } });
        let made = owner.post("/api/posts?status=draft", &secret).await.expect_status(201);
        let path = format!("/api/posts/{}", made.text_at("/data/documentId"));
        let (reader, blind) = (["read", "drafts", "write", "publish"], ["read", "write", "publish"]);
        for (scopes, sees) in [(json!(reader), true), (json!(blind), false)] {
            let token = json!({ "name": "w", "role": "editor", "scopes": scopes });
            let token = owner.post("/admin/api/tokens", &token).await.text_at("/secret");
            let writer = server.anonymous().with_token(&token);
            let body = json!({ "data": { "title": "Two" } }).to_string();
            let lost = writer.send(Method::PUT, &path, &[("if-match", "\"7\"")], Some(body)).await.expect_status(412);
            assert_eq!(lost.text.contains("Hidden"), sees, "{scopes}: {}", lost.text);
        }
    }

    async fn a_retried_write_is_done_once_and_answered_anew(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let send = async |method: Method, path: &str, body: Option<Value>| {
            let headers = [("idempotency-key", "key-1")];
            editor.send(method, path, &headers, body.map(|body| body.to_string())).await
        };
        let body = json!({ "data": { "title": "One" } });
        let first = send(Method::POST, "/api/posts", Some(body.clone())).await.expect_status(201);
        let again = send(Method::POST, "/api/posts", Some(body.clone())).await.expect_status(201);
        assert_eq!(again.json(), first.json());
        let list = editor.get("/api/posts").await;
        assert_eq!(list.at("/meta/pagination/total"), 1);
        send(Method::POST, "/api/posts", Some(json!({ "data": { "title": "Two" } }))).await.expect_status(409);
        let path = format!("/api/posts/{}", first.text_at("/data/documentId"));
        let delete = [("idempotency-key", "key-2")];
        editor.send(Method::DELETE, &path, &delete, None).await.expect_status(204);
        editor.send(Method::DELETE, &path, &delete, None).await.expect_status(204);
        editor.delete(&path).await.expect_status(404);
        editor.put(&path, &body).await.expect_status(404);
    }

    async fn writes_need_their_right(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let body = json!({ "data": { "title": "One" } });
        let made = editor.post("/api/posts", &body).await.expect_status(201);
        let path = format!("/api/posts/{}", made.text_at("/data/documentId"));
        for (client, status) in [(server.anonymous(), 401), (server.token("viewer"), 403), (server.token("author"), 403)] {
            client.put(&path, &body).await.expect_status(status);
            client.delete(&path).await.expect_status(status);
        }
        server.anonymous().post("/api/posts", &body).await.expect_status(401);
        server.token("viewer").post("/api/posts", &body).await.expect_status(403);
        let foreign = format!("/api/authors/{}", made.text_at("/data/documentId"));
        editor.put(&foreign, &json!({ "data": { "name": "Not a post" } })).await.expect_status(404);
        editor.delete(&foreign).await.expect_status(404);
        editor.get(&path).await.expect_status(200);
    }
}
