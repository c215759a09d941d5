//! Patterns that change: pages of several types that want each other's paths, and types that can want one path.

use galley_app::entries::{Expected, publish, unpublish};
use galley_app::{content_types, settings, verify};
use galley_domain::locales::Locale;
use galley_domain::routes::{ListRoute, RouteSettings};
use galley_domain::schema::file::Source;
use galley_domain::settings::SitePatch;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::at;
use crate::entries::{create_published, input};

const NONE: Locale = Locale::none();

fn file(name: &str, route: &str) -> Source {
    let text = json!({
        "kind": "collectionType",
        "info": { "singularName": name, "pluralName": format!("{name}s"), "displayName": name },
        "attributes": {
            "title": { "type": "string" },
            "slug": { "type": "uid", "targetField": "title" },
            "parent": { "type": "relation", "relation": "manyToOne", "target": format!("api::{name}.{name}") }
        },
        "galley": { "public": true, "route": route }
    });
    Source { path: format!("{name}.json"), text: text.to_string() }
}

async fn apply(test: &TestApp, files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<Source> = files.iter().map(|(name, route)| file(name, route)).collect();
    let report = content_types::apply(&test.system(), &files).await.expect("a model");
    content_types::rewrite_stale(&test.app).await.expect("pages move");
    report.warnings
}

async fn verified(test: &TestApp) {
    let report = verify::run(&test.system()).await.expect("the site is checked");
    assert!(report.ok, "{report:#?}");
}

on_each_database! {
    async fn two_types_that_swap_their_patterns_swap_their_paths(database: TestDatabase) {
        let test = TestApp::on(database).await;
        apply(&test, &[("memo", "/a/{slug}"), ("note", "/b/{slug}")]).await;
        let ctx = test.editor();
        let (mut memos, mut notes) = (Vec::new(), Vec::new());
        for title in ["one", "two", "three"] {
            memos.push(create_published(&ctx, "memo", json!({ "title": title })).await.document);
            notes.push(create_published(&ctx, "note", json!({ "title": title })).await.document);
        }
        let lone = create_published(&ctx, "memo", json!({ "title": "lone" })).await.document;
        apply(&test, &[("memo", "/b/{slug}"), ("note", "/a/{slug}")]).await;
        for (index, title) in ["one", "two", "three"].into_iter().enumerate() {
            assert_eq!(at(&test, &format!("/b/{title}")).await, memos[index].to_string());
            assert_eq!(at(&test, &format!("/a/{title}")).await, notes[index].to_string());
        }
        assert_eq!(at(&test, "/b/lone").await, lone.to_string());
        assert_eq!(at(&test, "/a/lone").await, "to /b/lone");
        verified(&test).await;
    }

    async fn patterns_go_round_among_three_types_and_a_tree(database: TestDatabase) {
        let test = TestApp::on(database).await;
        apply(&test, &[("memo", "/a/{parent}/{slug}"), ("note", "/b/{slug}"), ("tip", "/c/{slug}")]).await;
        let ctx = test.editor();
        let memo = create_published(&ctx, "memo", json!({ "title": "one" })).await.document;
        let below = create_published(&ctx, "memo", json!({ "title": "two", "parent": memo })).await.document;
        let note = create_published(&ctx, "note", json!({ "title": "one" })).await.document;
        let tip = create_published(&ctx, "tip", json!({ "title": "one" })).await.document;
        apply(&test, &[("memo", "/b/{parent}/{slug}"), ("note", "/c/{slug}"), ("tip", "/a/{slug}")]).await;
        for (path, what) in [
            ("/b/one", memo.to_string()),
            ("/b/one/two", below.to_string()),
            ("/c/one", note.to_string()),
            ("/a/one", tip.to_string()),
            ("/a/one/two", "to /b/one/two".to_owned()),
        ] {
            assert_eq!(at(&test, path).await, what, "{path}");
        }
        verified(&test).await;
    }

    async fn a_page_whose_path_is_really_taken_stays(database: TestDatabase) {
        let test = TestApp::on(database).await;
        apply(&test, &[("memo", "/a/{slug}"), ("note", "/b/{slug}")]).await;
        let ctx = test.editor();
        let memo = create_published(&ctx, "memo", json!({ "title": "one" })).await.document;
        let note = create_published(&ctx, "note", json!({ "title": "one" })).await.document;
        let free = create_published(&ctx, "memo", json!({ "title": "two" })).await.document;
        let warnings = apply(&test, &[("memo", "/b/{slug}")]).await;
        assert!(warnings.len() == 1 && warnings[0].contains("`memo` and `note`"), "{warnings:?}");
        for (path, what) in [("/a/one", memo), ("/b/one", note), ("/b/two", free)] {
            assert_eq!(at(&test, path).await, what.to_string(), "{path}");
        }
    }

    async fn many_pages_swap(database: TestDatabase) {
        let test = TestApp::on(database).await;
        apply(&test, &[("memo", "/a/{slug}"), ("note", "/b/{slug}")]).await;
        let ctx = test.editor();
        for number in 0..520 {
            let data = json!({ "title": format!("n{number}") });
            create_published(&ctx, "memo", data.clone()).await;
            create_published(&ctx, "note", data).await;
        }
        apply(&test, &[("memo", "/b/{slug}"), ("note", "/a/{slug}")]).await;
        verified(&test).await;
    }

    async fn an_old_path_gives_way_to_a_list(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let news = create_published(&ctx, "page", json!({ "title": "News" })).await.document;
        create_published(&ctx, "page", json!({ "title": "Taken" })).await;
        publish::save_published(&ctx, news, &NONE, Expected::Any, &input(json!({ "slug": "old-news" }))).await.expect("it moves");
        assert_eq!(at(&test, "/news").await, "to /old-news");
        let list = |path: &str| {
            let list = ListRoute { path: path.to_owned(), content_type: "post".parse().expect("a name") };
            SitePatch { routes: Some(RouteSettings { lists: Some(vec![list]) }), ..SitePatch::default() }
        };
        let refused = settings::update(&test.system(), 0, list("/taken")).await;
        assert!(refused.is_err(), "a page keeps its path: {refused:?}");
        settings::update(&test.system(), 0, list("/news")).await.expect("an old path gives way");
        content_types::reload(&test.app).await.expect("the model is read");
        assert_eq!(at(&test, "/news").await, "list");
        assert_eq!(at(&test, "/news/page/2").await, "list");
        unpublish::unpublish(&ctx, news, &NONE, Expected::Any).await.expect("unpublished");
        assert_eq!(at(&test, "/news").await, "list", "an old path that leads nowhere hides nothing");
    }
}
