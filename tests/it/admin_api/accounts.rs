//! Users and tokens.

use galley_tests::on_each_database;
use galley_tests::server::{PASSWORD, TestServer};
use serde_json::{Value, json};

on_each_database! {
    async fn accounts_are_made_listed_and_changed(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let user = |email: &str| json!({ "name": "Ana", "email": email, "role": "editor", "password": PASSWORD });
        let made = owner.post("/admin/api/users", &user("ana@example.org")).await.expect_status(201);
        assert_eq!(made.header("etag"), Some("\"1\""));
        assert!(made.at("/id").is_string() && !made.text.contains("password"), "{}", made.text);
        let taken = owner.post("/admin/api/users", &user("ANA@example.org")).await.expect_status(422);
        assert_eq!(taken.at("/errors/0/code"), "not_unique");
        assert_eq!(taken.at("/errors/0/path"), "/email");
        for (member, value) in [
            ("email", json!("nobody")),
            ("password", json!("short")),
            ("password", json!("a".repeat(257))),
            ("role", json!("king")),
            ("name", json!("")),
            ("is_admin", json!(true)),
            ("email", json!({ "$ne": "" })),
        ] {
            let mut body = user("new@example.org");
            body[member] = value;
            let refused = owner.post("/admin/api/users", &body).await;
            assert_eq!(refused.status, 422, "{member}: {}", refused.text);
        }
        let second = owner.post("/admin/api/users", &user("ben@example.org")).await.expect_status(201);
        let page = owner.get("/admin/api/users?limit=1").await.expect_status(200);
        let rest = owner.get(&format!("/admin/api/users?after={}", page.text_at("/next"))).await.expect_status(200);
        assert_eq!((page.at("/items/0/id"), rest.at("/items/0/id")), (made.at("/id"), second.at("/id")));
        assert_eq!(rest.at("/next"), Value::Null);
        owner.get("/admin/api/users?limit=0").await.expect_status(400);
        owner.get("/admin/api/users?after=x").await.expect_status(400);
        owner.get("/admin/api/users?nothing=1").await.expect_status(400);
        let path = format!("/admin/api/users/{}", made.text_at("/id"));
        owner.patch(&path, 1, &json!({ "name": null })).await.expect_status(422);
        let changed = owner.patch(&path, 1, &json!({ "role": "author" })).await.expect_status(200);
        assert_eq!((changed.at("/role"), changed.at("/version")), (json!("author"), json!(2)));
        owner.get("/admin/api/users/999").await.expect_status(404);
    }

    async fn the_last_owner_stays(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let ada = server.user("ada", "owner").await;
        let path = format!("/admin/api/users/{}", ada.get("/admin/api/session").await.text_at("/user/id"));
        ada.patch(&path, 1, &json!({ "role": "admin" })).await.expect_status(409);
        ada.send(reqwest::Method::DELETE, &path, &[("if-match", "\"1\"")], None).await.expect_status(409);
        ada.get("/admin/api/session").await.expect_status(200);
    }

    async fn tokens_have_an_end_and_a_scope(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let make = async |body: Value| owner.post("/admin/api/tokens", &body).await;
        let default = make(json!({ "name": "a", "role": "editor" })).await.expect_status(201);
        assert!(default.at("/expires_at").is_string());
        assert!(default.text_at("/secret").starts_with("gly_"));
        let forever = make(json!({ "name": "b", "role": "editor", "expires_in_days": null })).await;
        assert_eq!(forever.expect_status(201).at("/expires_at"), Value::Null);
        for body in [
            json!({ "name": "", "role": "editor" }),
            json!({ "name": "a", "role": "editor", "scopes": ["everything"] }),
            json!({ "name": "a", "role": "editor", "expires_in_days": -1 }),
            json!({ "name": "a", "role": "editor", "types": ["No Type"] }),
            json!({ "name": "a" }),
        ] {
            let refused = make(body.clone()).await;
            assert_eq!(refused.status, 422, "{body}: {}", refused.text);
        }
        for (member, value, path, code) in [
            ("types", json!(["post", "nothing"]), "/types/1", "unknown_target"),
            ("types", json!(["post", "post"]), "/types/1", "duplicate"),
            ("types", json!([]), "/types", "too_few"),
            ("scopes", json!(["read", "fly"]), "/scopes/1", "not_an_option"),
            ("scopes", json!(["read", "read"]), "/scopes/1", "duplicate"),
            ("scopes", json!([]), "/scopes", "too_few"),
            ("role", json!("king"), "/role", "not_an_option"),
            ("expires_in_days", json!(0), "/expires_in_days", "too_small"),
            ("expires_in_days", json!(3_651), "/expires_in_days", "too_large"),
        ] {
            let mut body = json!({ "name": "a", "role": "editor" });
            body[member] = value;
            let refused = make(body.clone()).await.expect_status(422);
            assert_eq!((refused.at("/errors/0/path"), refused.at("/errors/0/code")), (json!(path), json!(code)));
        }
        let limited = json!({ "name": "l", "role": "editor", "scopes": ["read"], "types": ["post"] });
        let limited = make(limited).await.expect_status(201);
        assert_eq!((limited.at("/scopes"), limited.at("/types")), (json!(["read"]), json!(["post"])));
        let list = owner.get("/admin/api/tokens").await.expect_status(200);
        assert!(!list.text.contains("secret"), "{}", list.text);
        let read = make(json!({ "name": "r", "role": "editor", "scopes": ["read"] })).await.text_at("/secret");
        let reader = server.anonymous().with_token(&read);
        reader.get("/api/posts").await.expect_status(200);
        reader.get("/api/posts?status=draft").await.expect_status(403);
        reader.post("/api/posts", &json!({ "data": { "title": "No" } })).await.expect_status(403);
    }
}
