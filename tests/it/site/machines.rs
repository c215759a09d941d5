//! What machines read besides feeds: `llms.txt`, and the Markdown beside each page.

use galley_app::entries::{Expected, unpublish};
use galley_app::pages::{self, PageAnswer};
use galley_domain::locales::Locale;
use galley_domain::routes::SiteFile;
use galley_tests::app::TestApp;
use galley_tests::database::{Backend, TestDatabase};
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::json;

use super::feeds::file;
use crate::entries::{create, create_published};

async fn answer(app: &TestApp, path: &str) -> PageAnswer {
    pages::page(&app.anonymous(), path).await.expect("the site answers")
}

async fn llms(app: &TestApp) -> Option<String> {
    match pages::site_file(&app.anonymous(), SiteFile::Llms).await.expect("the site answers")? {
        PageAnswer::File { body, .. } => Some(String::from_utf8(body).expect("it is UTF-8")),
        other => panic!("llms.txt is no file: {other:?}"),
    }
}

on_each_database! {
    async fn an_entry_has_its_markdown_beside_its_page(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let editor = app.editor();
        let target = create_published(&editor, "post", json!({"title": "Target", "body": "b"})).await.document;
        let body = format!("# Part\n\n[there](/go/{target}#x) [root](/about) [else](https://example.com/) `[code](/about)`\n");
        create_published(&editor, "post", json!({"title": "A *plain* title", "slug": "plain", "body": body})).await;
        let (content_type, text) = file(&app, "/blog/plain.md").await;
        assert_eq!(content_type, "text/markdown; charset=utf-8");
        assert_eq!(
            text,
            "# A *plain* title\n\n<http://localhost:8080/blog/plain>\n\n# Part\n\n\
             [there](http://localhost:8080/blog/target#x) [root](http://localhost:8080/about) [else](https://example.com/) \
             `[code](/about)`\n"
        );
        create(&editor, "post", json!({"title": "Draft", "body": "secret"})).await;
        unpublish::unpublish(&editor, target, &Locale::none(), Expected::Any).await.expect("it is unpublished");
        create_published(&editor, "tag", json!({"name": "Topic"})).await;
        for path in ["/blog/draft.md", "/blog/target.md", "/blog.md", "/.md", "/tag/topic.md", "/nothing.md"] {
            let answer = answer(&app, path).await;
            assert!(matches!(answer, PageAnswer::Missing { .. }), "{path}: {answer:?}");
        }
    }

    async fn llms_txt_names_what_is_published_and_nothing_else(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let editor = app.editor();
        create_published(&editor, "post", json!({"title": "One [1]\nline", "slug": "one", "body": "b", "excerpt": "In short."})).await;
        create_published(&editor, "post", json!({"title": "Two", "body": "b"})).await;
        create(&editor, "post", json!({"title": "Secret plan", "body": "b"})).await;
        create_published(&editor, "tag", json!({"name": "Topic"})).await;
        let text = llms(&app).await.expect("the site has one");
        assert!(text.starts_with("# Galley\n"), "{text}");
        assert!(text.contains("- [One 1 line](http://localhost:8080/blog/one.md): In short.\n"), "{text}");
        assert!(text.contains("- [Two](http://localhost:8080/blog/two.md)\n"), "{text}");
        assert!(!text.contains("Secret") && !text.contains("Topic"), "{text}");
        let settings = galley_app::settings::load(&app.app.store).await.expect("the settings are readable");
        let patch = galley_app::settings::SitePatch { discourage_search_engines: Some(true), ..Default::default() };
        let admin = app.user(1, galley_domain::roles::Role::Owner);
        galley_app::settings::update(&admin, settings.version, patch).await.expect("the settings change");
        assert_eq!(llms(&app).await, None);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn llms_txt_and_markdown_are_kept_until_what_they_say_changes() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    let editor = server.token("editor");
    let made = editor
        .post("/api/posts", &json!({"data": {"title": "Hello", "body": "Text"}}))
        .await
        .expect_status(201);
    let document = made.at("/data/documentId").as_str().expect("an id").to_owned();
    let client = server.anonymous();
    for path in ["/llms.txt", "/blog/hello.md", "/feed.xml"] {
        let first = client.get(path).await.expect_status(200);
        let second = client.get(path).await.expect_status(200);
        assert!(first.header("etag").is_some() && first.header("etag") == second.header("etag"), "{path}");
    }
    let change = json!({"data": {"title": "Changed", "body": "Other"}});
    editor.put(&format!("/api/posts/{document}"), &change).await.expect_status(200);
    let text = |path: &'static str| async { client.get(path).await.expect_status(200).text };
    assert!(text("/llms.txt").await.contains("[Changed]"));
    assert!(text("/blog/hello.md").await.contains("Other"));
    assert!(text("/feed.xml").await.contains("Changed"));
}
