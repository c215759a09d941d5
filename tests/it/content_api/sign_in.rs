//! `POST /api/auth/local`: off until it is switched on, and what its token is good for.

use galley_tests::on_each_database;
use galley_tests::server::{PASSWORD, TestServer};
use serde_json::{Value, json};

fn typed(identifier: &str, password: &str) -> Value {
    json!({ "identifier": identifier, "password": password })
}

on_each_database! {
    async fn nobody_signs_in_unless_it_is_switched_on(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        server.user("ana", "editor").await;
        let answer = server.anonymous().post("/api/auth/local", &typed("ana@example.org", PASSWORD)).await;
        assert_eq!(answer.expect_status(404).at("/error/name"), "NotFoundError");
    }

    async fn the_token_is_good_for_the_content_api_only(database: TestDatabase) {
        let server = TestServer::start_blog_with(database, &[("GALLEY_CONTENT_SIGN_IN", "true")]).await;
        let ana = server.user("ana", "editor").await;
        let anonymous = server.anonymous();
        let answer = anonymous.post("/api/auth/local", &typed("ana@example.org", PASSWORD)).await;
        let answer = answer.expect_status(200);
        assert_eq!((answer.at("/user/username"), answer.at("/user/email")), (json!("ana"), json!("ana@example.org")));
        assert!(answer.header("set-cookie").is_none() && answer.header("cache-control") == Some("no-store"));
        let jwt = answer.text_at("/jwt");
        let front_end = server.anonymous().with_token(&jwt);
        front_end.get("/api/posts?status=draft").await.expect_status(200);
        front_end.post("/api/posts", &json!({ "data": { "title": "Mine" } })).await.expect_status(201);
        front_end.get("/admin/api/session").await.expect_status(401);
        let cookie = format!("galley={jwt}");
        let with_cookie = [("cookie", cookie.as_str())];
        let asked = anonymous.send(reqwest::Method::GET, "/admin/api/session", &with_cookie, None).await;
        asked.expect_status(401);

        let id = ana.get("/admin/api/session").await.text_at("/user/id");
        let suspended = json!({ "suspended": true });
        server.token("owner").patch(&format!("/admin/api/users/{id}"), 1, &suspended).await.expect_status(200);
        front_end.get("/api/posts").await.expect_status(401);
    }

    async fn wrong_credentials_say_nothing_and_are_counted(database: TestDatabase) {
        let server = TestServer::start_blog_with(database, &[("GALLEY_CONTENT_SIGN_IN", "true")]).await;
        server.user("ana", "editor").await;
        let anonymous = server.anonymous();
        let wrong = anonymous.post("/api/auth/local", &typed("ana@example.org", "nothing that fits")).await;
        let unknown = anonymous.post("/api/auth/local", &typed("nobody@example.org", PASSWORD)).await;
        assert_eq!((wrong.status.as_u16(), &wrong.text), (400, &unknown.text));
        assert_eq!(wrong.at("/error/message"), "Invalid identifier or password");
        anonymous.post("/api/auth/local", &json!({ "identifier": { "$ne": "" } })).await.expect_status(400);
        let mut last = wrong;
        for _ in 0..10 {
            last = anonymous.post("/api/auth/local", &typed("ana@example.org", "nothing that fits")).await;
        }
        assert!(last.expect_status(429).header("retry-after").is_some());
    }
}
