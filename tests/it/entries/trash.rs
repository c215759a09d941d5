//! Trash, untrash and delete for good.

use galley_app::AppError;
use galley_app::entries::delete::{self, InUse};
use galley_app::entries::trash::{self, TrashScope};
use galley_app::entries::{EntryStatus, Expected, publish, save};
use galley_app::error::Usage;
use galley_domain::locales::Locale;
use galley_store::routes;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::{create, create_published, input, state};

on_each_database! {
    async fn what_is_in_the_trash_is_gone_for_readers_and_comes_back_as_a_draft(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let document = create_published(&ctx, "post", json!({ "title": "One" })).await.document;
        let trashed = trash::trash(&ctx, document, &TrashScope::Document, Expected::Any).await.expect("trashed");
        assert_eq!(trashed.state.status, EntryStatus::Trashed);
        let snapshot = test.app.store.snapshot().await.expect("a snapshot");
        let left = routes::entry_paths(&snapshot, &[document], &Locale::none()).await.expect("a look-up");
        assert_eq!(left, [], "its old path waits for the day it is published again");
        for table in ["field_values", "unique_values"] {
            let count = snapshot.rows(&format!("SELECT COUNT(*) FROM {table}"), Vec::new()).await.expect("a count");
            assert_eq!(count[0].integer(0).expect("a number"), 0, "{table}");
        }
        drop(snapshot);
        let refused = save::save(&ctx, document, &Locale::none(), Expected::Any, &input(json!({ "title": "x" }))).await;
        assert!(matches!(refused, Err(AppError::State(_))), "{refused:?}");
        let back = trash::untrash(&ctx, document, &TrashScope::Document, Expected::Any).await.expect("back");
        assert_eq!(back.state.status, EntryStatus::Draft);
        publish::publish(&ctx, document, &Locale::none(), Expected::Any).await.expect("it can be published again");
    }

    async fn a_slug_in_the_trash_is_free_for_others(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let old = create_published(&ctx, "post", json!({ "title": "One", "slug": "same" })).await.document;
        trash::trash(&ctx, old, &TrashScope::Document, Expected::Any).await.expect("trashed");
        create_published(&ctx, "post", json!({ "title": "Two", "slug": "same" })).await;
        trash::untrash(&ctx, old, &TrashScope::Document, Expected::Any).await.expect("a draft may collide");
        let refused = publish::publish(&ctx, old, &Locale::none(), Expected::Any).await;
        assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
    }

    async fn only_the_trash_is_deleted_and_what_is_in_use_stays(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let tag = create(&ctx, "tag", json!({ "name": "Rust" })).await.state.document;
        let post = |title: &str| json!({ "title": title, "tags": [tag.to_string()] });
        let user = create_published(&ctx, "post", post("One")).await.document;
        let other = create(&ctx, "post", post("Two")).await.state.document;
        let early = delete::delete(&ctx, tag, InUse::Refuse, Expected::Any).await;
        assert!(matches!(early, Err(AppError::InUse { .. } | AppError::State(_))), "{early:?}");
        trash::trash(&ctx, tag, &TrashScope::Document, Expected::Any).await.expect("trashed");
        let refused = delete::delete(&ctx, tag, InUse::Refuse, Expected::Any).await;
        let Err(AppError::InUse { used_by: usages, .. }) = refused else { panic!("{refused:?}") };
        let mut named: Vec<_> = usages.iter().map(|usage| match usage {
            Usage::Entry { content_type: _, document, title } => (title.as_deref(), *document),
            other @ (Usage::Setting(_) | Usage::Menu { .. }) => panic!("{other:?} leads to no tag"),
        }).collect();
        named.sort_unstable();
        assert_eq!(named, [(Some("One"), user), (Some("Two"), other)], "each once, in both stages or one");
        delete::delete(&ctx, tag, InUse::Break, Expected::Any).await.expect("forced");
        let gone = galley_app::entries::state::get(&ctx, tag, &Locale::none()).await;
        assert!(matches!(gone, Err(AppError::NotFound { .. })), "{gone:?}");
        state(&ctx, user).await;
    }
}
