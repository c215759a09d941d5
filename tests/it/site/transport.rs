//! How pages and files travel: tags, caching, and the headers that keep a browser safe.

use galley_tests::database::{Backend, TestDatabase};
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::json;

async fn server() -> TestServer {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let mut server = TestServer::start(database).await;
    server.run_well(&["init", "--starter", "blog"]);
    server.restart().await;
    server
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_and_theme_files_say_how_long_they_may_be_kept() {
    let server = server().await;
    let editor = server.token("editor");
    editor.post("/api/posts", &json!({"data": {"title": "Hello", "body": "Text"}})).await.expect_status(201);
    let client = server.anonymous();
    let page = client.get("/blog/hello").await.expect_status(200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), Some("public, max-age=0, must-revalidate"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    let policy = page.header("content-security-policy").expect("a page has a policy");
    assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe-inline"), "{policy}");
    let tag = page.header("etag").expect("a page has a tag").to_owned();
    let again = client.send(Method::GET, "/blog/hello", &[("if-none-match", &tag)], None).await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
    let head = client.send(Method::HEAD, "/blog/hello", &[], None).await;
    assert_eq!(
        (head.status.as_u16(), head.header("etag"), head.text.as_str()),
        (200, Some(tag.as_str()), "")
    );

    let document = editor.get("/api/posts").await.at("/data/0/documentId");
    let path = format!("/api/posts/{}", document.as_str().expect("an id"));
    editor.put(&path, &json!({"data": {"body": "Other text"}})).await.expect_status(200);
    let changed = client.send(Method::GET, "/blog/hello", &[("if-none-match", &tag)], None).await;
    assert_eq!(changed.status.as_u16(), 200, "a published change shows at once");

    let style =
        page.text.split('"').find(|part| part.starts_with("/assets/")).expect("the page names a style sheet");
    let file = client.get(style).await.expect_status(200);
    assert_eq!(file.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(file.header("content-type"), Some("text/css; charset=utf-8"));
    let outdated = style.replacen("/gazette/", "/gazette/0", 1);
    assert_eq!(
        client.get(&outdated).await.expect_status(200).header("cache-control"),
        Some("public, max-age=60")
    );
    for path in
        ["/assets/gazette/x/missing.css", "/assets/other/x/gazette.css", "/assets/gazette/x/..%2ftheme.toml"]
    {
        client.get(path).await.expect_status(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_page_is_themed_and_never_kept() {
    let server = server().await;
    let client = server.anonymous();
    for path in ["/nothing", "/blog/nothing", "/media/x/y.png", "/blog/nothing/feed.xml", "/admin/x"] {
        let answer = client.get(path).await.expect_status(404);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    }
    assert_eq!(client.get("/api/nothing").await.at("/error/status"), json!(404));
    let moved = client.get("/blog/").await.expect_status(301);
    assert_eq!(moved.header("location"), Some("/blog"));
}
