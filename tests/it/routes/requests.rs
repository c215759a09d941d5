//! What a path may look like, and what a look-up costs.

use galley_app::entries::{Expected, publish, unpublish};
use galley_app::routes::resolve;
use galley_domain::locales::Locale;
use galley_store::Transaction as _;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::json;

use super::at;
use crate::entries::{create, create_published, input};

const NONE: Locale = Locale::none();

async fn statements(test: &TestApp, path: &str) -> usize {
    let snapshot = test.app.store.snapshot().await.expect("a snapshot");
    resolve(&snapshot, &test.app.model(), path).await.expect("a look-up");
    snapshot.statements()
}

on_each_database! {
    async fn a_path_costs_one_statement_and_where_it_leads_another(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let document = create_published(&ctx, "post", json!({ "title": "One" })).await.document;
        publish::save_published(&ctx, document, &NONE, Expected::Any, &input(json!({ "slug": "two" }))).await.expect("it moves");
        for (path, expected) in [
            ("/".to_owned(), 1),
            ("/blog".to_owned(), 1),
            ("/blog/page/2".to_owned(), 1),
            ("/blog/two".to_owned(), 1),
            ("/blog/two/".to_owned(), 1),
            ("/blog/nothing/feed.xml".to_owned(), 1),
            ("/nothing".to_owned(), 1),
            ("/blog/one".to_owned(), 2),
            (format!("/go/{document}"), 1),
            // What cannot be a path is not looked up.
            ("/a//b".to_owned(), 0),
            ("/a%2fb".to_owned(), 0),
            (format!("/{}", "a".repeat(9_000)), 0),
        ] {
            assert_eq!(statements(&test, &path).await, expected, "{path}");
        }
    }

    async fn a_path_has_one_spelling(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let document = create_published(&test.editor(), "post", json!({ "title": "Été", "slug": "été" })).await.document;
        let there = document.to_string();
        for (path, what) in [
            ("/blog/%C3%A9t%C3%A9", there.as_str()),
            ("/blog/%c3%a9t%c3%a9", "to /blog/%C3%A9t%C3%A9"),
            ("/blog/e%CC%81te%CC%81", "to /blog/%C3%A9t%C3%A9"),
            ("/%62log/%C3%A9t%C3%A9", "to /blog/%C3%A9t%C3%A9"),
            ("/blog/%C3%A9t%C3%A9/", "to /blog/%C3%A9t%C3%A9"),
            ("/en/blog/%C3%A9t%C3%A9", "to /blog/%C3%A9t%C3%A9"),
            // Letters have a case, and nothing is between two slashes.
            ("/Blog/%C3%A9t%C3%A9", ""),
            ("/blog/%C3%89t%C3%A9", ""),
            ("//blog/%C3%A9t%C3%A9", ""),
            ("/blog//%C3%A9t%C3%A9", ""),
            ("/blog/%C3%A9t%C3%A9//", ""),
            ("/blog/./%C3%A9t%C3%A9", ""),
            ("/blog/%2e%2e/blog/%C3%A9t%C3%A9", ""),
            ("/blog%2F%C3%A9t%C3%A9", ""),
            ("/blog/%C3%A9t%C3%A9;x=1", ""),
            ("/blog/%C3%A9t%C3%A9.css", ""),
            ("/blog/%C3%A9t%C3%A9/x.css", ""),
            ("/blog/%C3%A9t%C3%A9%00", ""),
            ("/blog/%ff", ""),
        ] {
            assert_eq!(at(&test, path).await, what, "{path}");
        }
    }

    async fn a_document_is_found_while_readers_see_it(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let document = create(&ctx, "post", json!({ "title": "One" })).await.state.document;
        let path = format!("/go/{document}");
        assert_eq!(at(&test, &path).await, "", "a draft has no page");
        publish::publish(&ctx, document, &NONE, Expected::Any).await.expect("published");
        assert_eq!(at(&test, &path).await, "to /blog/one");
        assert_eq!(at(&test, &format!("{path}/")).await, "to /blog/one");
        unpublish::unpublish(&ctx, document, &NONE, Expected::Any).await.expect("unpublished");
        for gone in [path.as_str(), "/go", "/go/", "/go/x", "/go/00000000000000000000000000"] {
            assert_eq!(at(&test, gone).await, "", "{gone}");
        }
    }

    async fn endless_paths_are_turned_away(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let visitor = server.anonymous();
        for (path, status) in [
            (format!("/{}", "a".repeat(8_000)), 404),
            (format!("/{}", "a/".repeat(4_000)), 404),
            (format!("/go/{}", "a".repeat(8_000)), 404),
            (format!("/{}", "%C3%A9".repeat(1_300)), 404),
            (format!("/blog{}", "/page/2".repeat(1_100)), 404),
            (format!("/{}", "a".repeat(9_000)), 414),
            (format!("/?{}", "a".repeat(9_000)), 414),
        ] {
            let answer = visitor.get(&path).await;
            assert_eq!(answer.status, status, "{} bytes", path.len());
        }
        visitor.get("/").await.expect_status(200);
    }
}
