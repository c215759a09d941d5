//! Sessions and tokens end when their reason ends, and guessing is slow and tells nothing.

use galley_tests::database::{Backend, TestDatabase};
use galley_tests::on_each_database;
use galley_tests::server::{PASSWORD, TestServer};
use serde_json::json;

on_each_database! {
    async fn a_session_ends_with_sign_out_password_role_and_suspension(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let ana = server.user("ana", "editor").await;
        let session = ana.get("/admin/api/session").await.expect_status(200);
        let id = session.text_at("/user/id");
        let path = format!("/admin/api/users/{id}");

        let out = ana.delete("/admin/api/session").await.expect_status(204);
        assert_eq!(out.header("clear-site-data"), Some("\"cache\", \"storage\""));
        ana.get("/admin/api/session").await.expect_status(401);

        let ends = async |name: &str, version: i64, patch: serde_json::Value| {
            ana.sign_in("ana@example.org").await;
            ana.get("/admin/api/session").await.expect_status(200);
            owner.patch(&path, version, &patch).await.expect_status(200);
            let after = ana.get("/admin/api/session").await;
            assert_eq!(after.status, 401, "{name}");
        };
        ends("role", 1, json!({ "role": "author" })).await;
        ends("suspension", 2, json!({ "suspended": true })).await;
        let body = json!({ "email": "ana@example.org", "password": PASSWORD });
        ana.post("/admin/api/session", &body).await.expect_status(401);
        owner.patch(&path, 3, &json!({ "suspended": false })).await.expect_status(200);

        ana.sign_in("ana@example.org").await;
        let password = json!({ "password": "another correct horse" });
        ana.put(&format!("{path}/password"), &password).await.expect_status(204);
        ana.get("/admin/api/session").await.expect_status(401);
        ana.post("/admin/api/session", &body).await.expect_status(401);
    }

    async fn a_revoked_token_is_refused_at_once(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let body = json!({ "name": "t", "role": "viewer" });
        let made = owner.post("/admin/api/tokens", &body).await.expect_status(201);
        let client = server.anonymous().with_token(&made.text_at("/secret"));
        client.get("/api/posts?status=draft").await.expect_status(200);
        let path = format!("/admin/api/tokens/{}", made.text_at("/id"));
        let shown = owner.get(&path).await.expect_status(200);
        assert_eq!(shown.at("/secret"), serde_json::Value::Null, "it is shown once");
        owner.delete(&path).await.expect_status(204);
        client.get("/api/posts").await.expect_status(401);
        owner.delete(&path).await.expect_status(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_grants_more_than_they_have() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    let admin = server.token("admin");
    let user = |role: &str| json!({ "name": "E", "email": format!("{role}@e.org"), "role": role, "password": PASSWORD });
    admin.post("/admin/api/users", &user("owner")).await.expect_status(403);
    admin.post("/admin/api/users", &user("public")).await.expect_status(403);
    admin.post("/admin/api/users", &user("admin")).await.expect_status(201);
    admin.post("/admin/api/tokens", &json!({ "name": "t", "role": "owner" })).await.expect_status(403);
    let narrow = json!({ "name": "t", "role": "admin", "scopes": ["read", "manage"], "types": ["post"] });
    let narrow = admin.post("/admin/api/tokens", &narrow).await.expect_status(201).text_at("/secret");
    let narrow = server.anonymous().with_token(&narrow);
    narrow.post("/admin/api/tokens", &json!({ "name": "t", "role": "admin" })).await.expect_status(403);
    // An account would have all that its role has, and a change of the model opens every type.
    narrow.post("/admin/api/users", &user("viewer")).await.expect_status(403);
    let files = json!({ "files": [] });
    narrow.post("/admin/api/content-types/apply", &files).await.expect_status(403);
    let manager = json!({ "name": "t", "role": "admin", "scopes": ["manage"] });
    let manager = admin.post("/admin/api/tokens", &manager).await.expect_status(201).text_at("/secret");
    let manager = server.anonymous().with_token(&manager);
    manager.post("/admin/api/users", &user("editor")).await.expect_status(403);
    let id = admin.get("/admin/api/users").await.text_at("/items/0/id");
    let password = format!("/admin/api/users/{id}/password");
    manager.put(&password, &json!({ "password": PASSWORD })).await.expect_status(403);
    narrow.get("/api/posts").await.expect_status(200);
    narrow.get("/api/authors").await.expect_status(404);
    let editor = server.user("ana", "editor").await;
    let id = editor.get("/admin/api/session").await.text_at("/user/id");
    let promoted = editor.patch(&format!("/admin/api/users/{id}"), 1, &json!({ "role": "owner" })).await;
    assert_eq!(promoted.status, 403);
    editor.patch(&format!("/admin/api/users/{id}"), 1, &json!({ "name": "Ana S." })).await.expect_status(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guessing_a_password_tells_nothing_and_becomes_slow() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    server.user("ana", "editor").await;
    let anonymous = server.anonymous();
    let attempt = async |email: &str, password: &str| {
        anonymous.post("/admin/api/session", &json!({ "email": email, "password": password })).await
    };
    let without_id = |text: &str| text.split("\"request_id\"").next().unwrap_or_default().to_owned();
    let known = attempt("ana@example.org", "wrong wrong wrong wrong").await.expect_status(401);
    let unknown = attempt("eve@example.org", "wrong wrong wrong wrong").await.expect_status(401);
    assert_eq!(without_id(&known.text), without_id(&unknown.text));
    attempt("ana@example.org", &"a".repeat(1_000_000)).await.expect_status(401);
    // Spelled differently it is the same account: ten in fifteen minutes.
    let mut refused = None;
    for round in 0..12 {
        let email = if round % 2 == 0 { " ANA@example.org" } else { "ana@EXAMPLE.org " };
        let answer = attempt(email, "wrong wrong wrong wrong").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        assert_eq!(answer.status, 401, "{}", answer.text);
    }
    let refused = refused.expect("the limit is reached");
    assert!(refused.header("retry-after").is_some());
    attempt("ana@example.org", PASSWORD).await.expect_status(429);
    attempt("ben@example.org", PASSWORD).await.expect_status(401);
}
