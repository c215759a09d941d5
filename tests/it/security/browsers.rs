//! What a page of another origin can do with somebody's browser: nothing.

use galley_tests::database::{Backend, TestDatabase};
use galley_tests::server::TestServer;
use reqwest::Method;
use reqwest::header::SET_COOKIE;
use serde_json::json;

async fn server() -> TestServer {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    TestServer::start_blog(database).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_with_a_cookie_comes_from_our_own_pages_or_not_at_all() {
    let server = server().await;
    server.user("ana", "editor").await;
    let anonymous = server.anonymous();
    let sign_in = json!({ "email": "ana@example.org", "password": galley_tests::server::PASSWORD });
    let signed_in = anonymous.post("/admin/api/session", &sign_in).await.expect_status(200);
    let cookie = signed_in.headers.get(SET_COOKIE).and_then(|value| value.to_str().ok()).expect("a cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );
    let cookie = cookie.split(';').next().expect("a pair");
    let body = json!({ "content_type": "post", "data": { "title": "Forged" } }).to_string();
    let own = server.url("");
    let cases: &[(&[(&str, &str)], u16)] = &[
        (&[("sec-fetch-site", "same-origin")], 201),
        (&[("sec-fetch-site", "none")], 201),
        (&[("origin", own.trim_end_matches('/'))], 201),
        (&[("sec-fetch-site", "cross-site")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        (&[("origin", "https://evil.example")], 403),
        (&[("origin", "null")], 403),
        (&[], 403),
    ];
    for (headers, expected) in cases {
        let mut all = vec![("cookie", cookie)];
        all.extend_from_slice(headers);
        // A client of its own: the jar of the other one would add a second cookie.
        let client = server.anonymous();
        let answer = client.send(Method::POST, "/admin/api/entries", &all, Some(body.clone())).await;
        assert_eq!(answer.status.as_u16(), *expected, "{headers:?}: {}", answer.text);
    }
    let logins = [("sec-fetch-site", "cross-site")];
    let forged =
        server.anonymous().send(Method::POST, "/admin/api/session", &logins, Some(sign_in.to_string())).await;
    assert_eq!(forged.status, 403, "nobody is signed in by another site");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scripts_of_other_origins_read_the_content_api_and_nothing_else() {
    let server = server().await;
    let anonymous = server.anonymous();
    let origin = [("origin", "https://evil.example")];
    let content = anonymous.send(Method::GET, "/api/posts", &origin, None).await.expect_status(200);
    assert_eq!(content.header("access-control-allow-origin"), Some("*"));
    assert_eq!(content.header("access-control-allow-credentials"), None);
    let preflight = [("origin", "https://evil.example"), ("access-control-request-method", "PUT")];
    let allowed = anonymous.send(Method::OPTIONS, "/api/posts", &preflight, None).await;
    assert!(allowed.header("access-control-allow-headers").is_some_and(|names| names.contains("If-Match")));
    for path in ["/admin/api/session", "/admin/api/entries"] {
        let answer = anonymous.send(Method::OPTIONS, path, &preflight, None).await;
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_content_api_never_reads_a_cookie() {
    let server = server().await;
    let editor = server.user("ana", "editor").await;
    editor.get("/admin/api/session").await.expect_status(200);
    editor.get("/api/posts?status=draft").await.expect_status(403);
    editor.post("/api/posts", &json!({ "data": { "title": "No" } })).await.expect_status(401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_path_has_one_spelling_and_one_host() {
    let server = server().await;
    let owner = server.token("owner");
    for path in [
        "/admin/api/users/",
        "/ADMIN/api/users",
        "/admin/api//users",
        "/admin/api/%75sers",
        "/admin/api/users;a=1",
    ] {
        owner.get(path).await.expect_status(404);
    }
    for path in ["/api/posts/12abc", "/admin/api/users/1x", "/admin/api/users/+1", "/admin/api/users/-1"] {
        owner.get(path).await.expect_status(404);
    }
    let head = owner.send(Method::HEAD, "/admin/api/users", &[], None).await;
    assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
    server.anonymous().send(Method::HEAD, "/admin/api/users", &[], None).await.expect_status(401);
    let overridden = [("x-http-method-override", "DELETE")];
    owner.send(Method::GET, "/admin/api/users", &overridden, None).await.expect_status(200);
    let foreign = owner.send(Method::GET, "/admin/api/users", &[("host", "evil.example")], None).await;
    assert_eq!(foreign.status, 421, "{}", foreign.text);
}
