//! Answers: envelope, tags, conditions and who may keep them.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::{Value, json};

on_each_database! {
    async fn an_answer_has_a_tag_that_changes_with_it(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (editor, anonymous) = (server.token("editor"), server.anonymous());
        let made = editor.post("/api/posts", &json!({ "data": { "title": "One" } })).await.expect_status(201);
        let path = format!("/api/posts/{}", made.text_at("/data/documentId"));
        for path in ["/api/posts".to_owned(), path.clone()] {
            let first = anonymous.get(&path).await.expect_status(200);
            let tag = first.header("etag").expect("a tag").to_owned();
            assert_eq!(first.header("cache-control"), Some("public, max-age=0, must-revalidate"), "{path}");
            assert!(first.header("surrogate-key").is_some_and(|keys| keys.contains("type:post")), "{path}");
            let ask = async || anonymous.send(Method::GET, &path, &[("if-none-match", &tag)], None).await;
            let same = ask().await;
            assert_eq!((same.status.as_u16(), same.text.as_str()), (304, ""), "{path}");
            let title = json!({ "data": { "title": format!("Now {path}") } });
            let document = made.text_at("/data/documentId");
            editor.put(&format!("/api/posts/{document}"), &title).await.expect_status(200);
            ask().await.expect_status(200);
        }
        let personal = editor.get(&path).await.expect_status(200);
        assert_eq!(personal.header("cache-control"), Some("no-store"));
        let head = anonymous.send(Method::HEAD, &path, &[], None).await;
        assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
        assert!(head.header("etag").is_some());
    }

    async fn refusals_come_in_strapis_envelope(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let anonymous = server.anonymous();
        let cases = [
            ("/api/posts?sort=nothing", 400, "ValidationError"),
            ("/api/posts?status=draft", 403, "ForbiddenError"),
            ("/api/nothings", 404, "NotFoundError"),
            ("/api/posts/00000000000000000000000000", 404, "NotFoundError"),
            ("/api/posts/1", 404, "NotFoundError"),
            ("/api/posts?_q=word", 400, "ValidationError"),
            ("/api/upload/files", 401, "UnauthorizedError"),
        ];
        for (path, status, name) in cases {
            let refused = anonymous.get(path).await.expect_status(status);
            assert_eq!(refused.at("/data"), Value::Null, "{path}");
            assert_eq!(refused.at("/error/status"), status, "{path}");
            assert_eq!(refused.at("/error/name"), name, "{path}");
            assert!(refused.at("/error/message").is_string() && refused.at("/error/details").is_object(), "{path}");
            assert_eq!(refused.header("cache-control"), Some("no-store"), "{path}");
        }
        anonymous.with_token("gly_wrong").get("/api/posts").await.expect_status(401);
    }

    async fn a_method_that_a_path_has_not_is_405(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        owner.put("/api/posts", &json!({ "data": {} })).await.expect_status(405);
        owner.delete("/api/posts").await.expect_status(405);
        owner.post("/api/posts/00000000000000000000000000", &json!({})).await.expect_status(405);
        owner.send(Method::PATCH, "/api/posts", &[], Some("{}".to_owned())).await.expect_status(405);
        owner.get("/api/upload").await.expect_status(405);
    }
}
