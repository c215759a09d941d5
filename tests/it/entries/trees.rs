//! Trees of pages: paths begin with the path above, move with it, and never stand on what no reader sees.

use galley_app::AppError;
use galley_app::entries::batch::{self, EntryInput};
use galley_app::entries::trash::{self, TrashScope};
use galley_app::entries::{EntryState, Expected, publish, unpublish};
use galley_app::routes::{Resolved, resolve};
use galley_app::{Ctx, verify};
use galley_domain::events::Moved;
use galley_domain::ids::{DocumentId, EventSeq};
use galley_domain::locales::Locale;
use galley_store::events;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::{Value, json};

use super::{create, create_published, input, object};

const NONE: Locale = Locale::none();

async fn page(ctx: &Ctx, slug: &str, parent: Option<DocumentId>) -> EntryState {
    create_published(ctx, "page", json!({ "title": format!("About {slug}"), "slug": slug, "parent": parent }))
        .await
}

async fn change(ctx: &Ctx, document: DocumentId, data: Value) -> Result<EntryState, AppError> {
    let written = publish::save_published(ctx, document, &NONE, Expected::Any, &input(data)).await;
    written.map(|written| written.state)
}

/// `(to /path)`, `entry at /path` or nothing.
async fn at(test: &TestApp, path: &str) -> String {
    let snapshot = test.app.store.snapshot().await.expect("a snapshot");
    match resolve(&snapshot, &test.app.model(), path).await.expect("a look-up") {
        Resolved::Entry { document, .. } | Resolved::Term { document, .. } => document.to_string(),
        Resolved::Redirect { to, .. } => format!("to {to}"),
        Resolved::Missing { .. } => String::new(),
        other => panic!("{path}: {other:?}"),
    }
}

async fn moves(test: &TestApp) -> Vec<(DocumentId, Moved)> {
    let snapshot = test.app.store.snapshot().await.expect("a snapshot");
    let events = events::after(&snapshot, EventSeq(0), 1_000).await.expect("events");
    events.iter().filter_map(|stored| stored.event.as_moved()).collect()
}

async fn verified(ctx: &TestApp) {
    let report = verify::run(&ctx.system()).await.expect("the site is checked");
    assert!(report.ok, "{report:#?}");
}

/// The one error, as `field code`, and its sentence.
fn refusal<T: std::fmt::Debug>(result: Result<T, AppError>) -> (String, String) {
    let Err(AppError::Invalid(errors)) = result else { panic!("{result:?}") };
    let error = errors.iter().next().expect("an error");
    (format!("{} {}", error.path.to_text(), error.code.as_str()), error.message.clone())
}

on_each_database! {
    async fn what_is_below_a_page_moves_with_it(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let top = page(&ctx, "docs", None).await.document;
        let middle = page(&ctx, "guides", Some(top)).await;
        assert_eq!(middle.path.as_deref(), Some("/docs/guides"));
        let leaf = page(&ctx, "first-steps", Some(middle.document)).await;
        assert_eq!(leaf.path.as_deref(), Some("/docs/guides/first-steps"));
        assert_eq!(moves(&test).await, []);

        change(&ctx, top, json!({ "slug": "handbook" })).await.expect("it moves");
        assert_eq!(at(&test, "/handbook/guides/first-steps").await, leaf.document.to_string());
        for (old, new) in [
            ("/docs", "to /handbook"),
            ("/docs/guides", "to /handbook/guides"),
            ("/docs/guides/first-steps", "to /handbook/guides/first-steps"),
        ] {
            assert_eq!(at(&test, old).await, new);
        }
        let mut told: Vec<String> =
            moves(&test).await.into_iter().map(|(document, moved)| format!("{document} {} {}", moved.from, moved.to)).collect();
        told.sort();
        let mut expected = vec![
            format!("{top} /docs /handbook"),
            format!("{} /docs/guides /handbook/guides", middle.document),
            format!("{} /docs/guides/first-steps /handbook/guides/first-steps", leaf.document),
        ];
        expected.sort();
        assert_eq!(told, expected);

        let moved = change(&ctx, middle.document, json!({ "parent": null })).await.expect("it moves");
        assert_eq!(moved.path.as_deref(), Some("/guides"));
        assert_eq!(at(&test, "/docs/guides/first-steps").await, "to /guides/first-steps", "one hop");
        verified(&test).await;
    }

    async fn names_that_change_back_and_forth_make_no_circle(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let top = page(&ctx, "a", None).await.document;
        let leaf = page(&ctx, "leaf", Some(top)).await.document;
        for slug in ["b", "a", "b", "c", "a"] {
            change(&ctx, top, json!({ "slug": slug })).await.expect("it moves");
        }
        assert_eq!(at(&test, "/a/leaf").await, leaf.to_string());
        for old in ["b", "c"] {
            assert_eq!(at(&test, &format!("/{old}")).await, "to /a");
            assert_eq!(at(&test, &format!("/{old}/leaf")).await, "to /a/leaf");
        }
        verified(&test).await;
    }

    async fn a_page_stands_on_published_pages_only(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let draft = create(&ctx, "page", json!({ "title": "Later" })).await.state.document;
        let leaf = create(&ctx, "page", json!({ "title": "Leaf", "parent": draft })).await.state.document;
        let (refused, message) = refusal(publish::publish(&ctx, leaf, &NONE, Expected::Any).await);
        assert_eq!(refused, "parent not_published");
        assert!(message.contains(&draft.to_string()), "{message}");
        publish::publish(&ctx, draft, &NONE, Expected::Any).await.expect("published");
        publish::publish(&ctx, leaf, &NONE, Expected::Any).await.expect("published");
        for refused in [
            unpublish::unpublish(&ctx, draft, &NONE, Expected::Any).await,
            trash::trash(&ctx, draft, &TrashScope::Document, Expected::Any).await,
            trash::trash(&ctx, draft, &TrashScope::Locale(NONE), Expected::Any).await,
        ] {
            let Err(AppError::State(message)) = refused else { panic!("{refused:?}") };
            assert!(message.starts_with("1 page below it") && message.contains("Leaf"), "{message}");
        }
        assert_eq!(at(&test, "/later/leaf").await, leaf.to_string());
        unpublish::unpublish(&ctx, leaf, &NONE, Expected::Any).await.expect("nothing is below it");
        unpublish::unpublish(&ctx, draft, &NONE, Expected::Any).await.expect("nothing is below it any more");
        verified(&test).await;
    }

    async fn no_page_is_above_itself(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let top = page(&ctx, "a", None).await.document;
        let middle = page(&ctx, "b", Some(top)).await.document;
        let leaf = page(&ctx, "c", Some(middle)).await.document;
        for parent in [top, middle, leaf] {
            let (refused, _) = refusal(change(&ctx, top, json!({ "parent": parent })).await);
            assert_eq!(refused, "parent cycle");
        }
        assert_eq!(at(&test, "/a/b/c").await, leaf.to_string());
        verified(&test).await;
    }

    async fn a_tree_has_a_height(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let mut above = None;
        for level in 1..=16 {
            above = Some(page(&ctx, &format!("level-{level}"), above).await.document);
        }
        let data = json!({ "title": "Deep", "parent": above });
        let name = "page".parse().expect("a type name");
        let (refused, _) = refusal(publish::create_published(&ctx, &name, &NONE, &input(data)).await);
        assert_eq!(refused, "slug too_long");
        let top = page(&ctx, "top", None).await.document;
        let first = test_document(&test, "/level-1").await;
        let (refused, _) = refusal(change(&ctx, first, json!({ "parent": top })).await);
        assert_eq!(refused, "slug too_long", "what is below counts too");
        verified(&test).await;
    }

    async fn a_path_below_that_is_taken_is_named(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let tag = create_published(&ctx, "tag", json!({ "name": "Rust", "slug": "rust" })).await.document;
        let top = page(&ctx, "topics", None).await.document;
        let leaf = page(&ctx, "rust", Some(top)).await.document;
        let (refused, message) = refusal(change(&ctx, top, json!({ "slug": "tag" })).await);
        assert_eq!(refused, "slug route_taken");
        for part in ["/tag/rust", &leaf.to_string(), &tag.to_string(), "Rust"] {
            assert!(message.contains(part), "{message}");
        }
        let (refused, message) = refusal(change(&ctx, top, json!({ "slug": "blog" })).await);
        assert_eq!(refused, "slug reserved_path");
        assert!(message.contains("the list of `post`"), "{message}");
        page(&ctx, "2", Some(top)).await;
        let (refused, message) = refusal(change(&ctx, top, json!({ "slug": "page" })).await);
        assert_eq!(refused, "slug reserved_path");
        assert!(message.contains("/page/2"), "{message}");
        assert_eq!(at(&test, "/topics/rust").await, leaf.to_string(), "nothing moved");
        verified(&test).await;
    }

    async fn a_path_leads_back_when_its_page_is_published_again(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let moved = page(&ctx, "old", None).await.document;
        change(&ctx, moved, json!({ "slug": "new" })).await.expect("it moves");
        unpublish::unpublish(&ctx, moved, &NONE, Expected::Any).await.expect("unpublished");
        assert_eq!((at(&test, "/old").await, at(&test, "/new").await), (String::new(), String::new()));
        trash::trash(&ctx, moved, &TrashScope::Document, Expected::Any).await.expect("trashed");
        trash::untrash(&ctx, moved, &TrashScope::Document, Expected::Any).await.expect("it is back");
        change(&ctx, moved, json!({ "slug": "newest" })).await.expect("published");
        assert_eq!((at(&test, "/old").await, at(&test, "/new").await), ("to /newest".to_owned(), "to /newest".to_owned()));
        let taker = page(&ctx, "old", None).await.document;
        assert_eq!(at(&test, "/old").await, taker.to_string(), "a page wins over a redirect");
        verified(&test).await;
    }

    async fn a_batch_may_name_the_page_above_later(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.system();
        let ids: Vec<DocumentId> = (0..3).map(|_| galley_app::ids::new_document_id(test.now())).collect();
        let entry = |place: usize, parent: Option<usize>| EntryInput {
            content_type: "page".parse().expect("a type name"),
            document: ids[place],
            locale: NONE,
            data: object(json!({ "title": format!("Page {place}"), "parent": parent.map(|parent| ids[parent]) })),
            publish: true,
            published_at: None,
            created_at: None,
            redirects: Vec::new(),
            import: None,
        };
        let inputs = [entry(0, Some(1)), entry(1, Some(2)), entry(2, None)];
        let written = batch::write(&ctx, &inputs).await.expect("a batch");
        let paths: Vec<_> = written.into_iter().map(|one| one.expect("written").path.expect("a path")).collect();
        assert_eq!(paths, ["/page-2/page-1/page-0", "/page-2/page-1", "/page-2"]);
        verified(&test).await;
    }

    async fn a_page_that_moves_meets_one_that_is_published_below_it(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let top = page(&ctx, "top", None).await.document;
        let renaming = async {
            for number in 0..8 {
                change(&ctx, top, json!({ "slug": format!("top-{number}") })).await.expect("it moves");
            }
        };
        let publishing = async {
            for number in 0..16 {
                page(&ctx, &format!("leaf-{number}"), Some(top)).await;
            }
        };
        tokio::join!(renaming, publishing);
        for number in 0..16 {
            let path = format!("/top-7/leaf-{number}");
            assert_ne!(at(&test, &path).await, "", "{path}");
        }
        verified(&test).await;
    }
}

async fn test_document(test: &TestApp, path: &str) -> DocumentId {
    at(test, path).await.parse().expect("an entry is there")
}
