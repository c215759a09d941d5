//! Drafts: created incomplete, merged, saved with and without a version.

use galley_app::AppError;
use galley_app::entries::{EntryStatus, Expected, save};
use galley_domain::ids::EntryVersion;
use galley_domain::locales::Locale;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::{create, input, state};

on_each_database! {
    async fn a_draft_may_be_incomplete_and_gets_its_slug_from_the_title(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let written = create(&test.editor(), "post", json!({ "title": "Grüße aus Köln" })).await;
        assert_eq!(written.state.status, EntryStatus::Draft);
        assert_eq!(written.state.draft.data["slug"], json!("grusse-aus-koln"));
        assert_eq!(written.state.draft.version, EntryVersion(1));
        let empty = create(&test.editor(), "post", json!({})).await;
        assert_eq!(empty.state.draft.slug, None);
    }

    async fn the_second_of_a_title_gets_the_next_free_slug(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        for slug in ["hello", "hello-2", "hello-3"] {
            let written = create(&test.editor(), "post", json!({ "title": "Hello" })).await;
            assert_eq!(written.state.draft.slug.as_deref(), Some(slug));
        }
    }

    async fn a_save_keeps_what_it_does_not_name(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let created = create(&ctx, "post", json!({ "title": "One", "excerpt": "Short" })).await;
        let document = created.state.document;
        let change = input(json!({ "title": "Two" }));
        let saved = save::save(&ctx, document, &Locale::none(), Expected::Any, &change).await;
        let saved = saved.expect("the draft is saved");
        assert_eq!(saved.state.draft.data["title"], json!("Two"));
        assert_eq!(saved.state.draft.data["excerpt"], json!("Short"));
        assert_eq!(saved.state.draft.version, EntryVersion(2));
        assert_eq!(state(&ctx, document).await.draft.data, saved.state.draft.data);
    }

    async fn a_save_of_an_old_version_is_told_who_was_first(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let document = create(&ctx, "post", json!({ "title": "One" })).await.state.document;
        let other = test.user(2, galley_domain::roles::Role::Editor);
        let first = Expected::Version(EntryVersion(1));
        save::save(&other, document, &Locale::none(), first, &input(json!({ "title": "Two" })))
            .await
            .expect("the version is right");
        let refused = save::save(&ctx, document, &Locale::none(), first, &input(json!({ "title": "Three" }))).await;
        let Err(AppError::Conflict(conflict)) = refused else { panic!("{refused:?}") };
        assert_eq!(conflict.found, EntryVersion(2));
        assert_eq!(conflict.author, Some(other.actor.reference()));
        assert_eq!(conflict.data["title"], json!("Two"));
        assert_eq!(state(&ctx, document).await.draft.data["title"], json!("Two"));
    }

    async fn saving_the_same_again_changes_nothing(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let document = create(&ctx, "post", json!({ "title": "One" })).await.state.document;
        let same = input(json!({ "title": "One" }));
        let again = save::save(&ctx, document, &Locale::none(), Expected::Any, &same).await;
        let again = again.expect("nothing is wrong");
        assert_eq!(again.seq, None);
        assert_eq!(again.state.draft.version, EntryVersion(1));
    }
}
