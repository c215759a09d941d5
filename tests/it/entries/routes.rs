//! Paths: taken at publish, moved with the slug, given up with the page.

use galley_app::entries::{Expected, publish, save, unpublish};
use galley_domain::locales::Locale;
use galley_store::routes::{self, RouteTarget};
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::{create, create_published, input};

const NONE: Locale = Locale::none();

async fn target(test: &TestApp, path: &str) -> Option<RouteTarget> {
    let snapshot = test.app.store.snapshot().await.expect("a snapshot");
    routes::by_path(&snapshot, path).await.expect("a look-up").map(|route| route.target)
}

on_each_database! {
    async fn a_changed_slug_leaves_a_redirect_that_another_entry_may_take(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let moved = create_published(&ctx, "post", json!({ "title": "One" })).await.document;
        let two = input(json!({ "slug": "two" }));
        let state = publish::save_published(&ctx, moved, &NONE, Expected::Any, &two).await.expect("published").state;
        assert_eq!(state.path.as_deref(), Some("/blog/two"));
        assert!(matches!(target(&test, "/blog/one").await, Some(RouteTarget::RedirectToEntry { document, .. }) if document == moved));
        let newcomer = create_published(&ctx, "post", json!({ "title": "One" })).await;
        assert_eq!(newcomer.path.as_deref(), Some("/blog/one"), "an entry takes the place of a redirect");
        assert!(matches!(target(&test, "/blog/one").await, Some(RouteTarget::Entry { document, .. }) if document == newcomer.document));
        let back = input(json!({ "slug": "three" }));
        publish::save_published(&ctx, moved, &NONE, Expected::Any, &back).await.expect("published");
        let again = input(json!({ "slug": "two" }));
        let state = publish::save_published(&ctx, moved, &NONE, Expected::Any, &again).await.expect("published").state;
        assert_eq!(state.path.as_deref(), Some("/blog/two"), "an entry takes its own old path back");
    }

    async fn an_unpublished_page_gives_its_path_up(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let document = create_published(&ctx, "post", json!({ "title": "One" })).await.document;
        unpublish::unpublish(&ctx, document, &NONE, Expected::Any).await.expect("unpublished");
        assert!(!matches!(target(&test, "/blog/one").await, Some(RouteTarget::Entry { .. })));
        let newcomer = create_published(&ctx, "post", json!({ "title": "Two", "slug": "one" })).await;
        assert_eq!(newcomer.path.as_deref(), Some("/blog/one"), "it is free for others");
    }

    async fn reserved_addresses_and_addresses_of_others_are_refused_by_name(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        for (slug, code) in [("admin", "reserved_path"), ("api", "reserved_path"), ("fine", "")] {
            let page = create(&ctx, "page", json!({ "title": "Page", "slug": slug })).await.state.document;
            let result = publish::publish(&ctx, page, &NONE, Expected::Any).await;
            match result {
                Ok(_) => assert_eq!(code, "", "{slug}"),
                Err(galley_app::AppError::Invalid(errors)) => {
                    assert_eq!(errors.iter().next().map(|error| error.code.as_str()), Some(code), "{slug}");
                }
                Err(error) => panic!("{slug}: {error}"),
            }
        }
        save::save(&ctx, create(&ctx, "page", json!({ "title": "P" })).await.state.document, &NONE, Expected::Any, &input(json!({})))
            .await
            .expect("an untouched draft saves");
    }
}
