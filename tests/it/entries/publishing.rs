//! Publish, unpublish, discard and restore.

use galley_app::entries::{EntryStatus, Expected, discard, publish, restore, revisions, save, unpublish};
use galley_app::{AppError, content_types};
use galley_domain::documents::RevisionKind;
use galley_domain::ids::RevisionNumber;
use galley_domain::locales::Locale;
use galley_domain::schema::file::Source;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::{create, create_published, input, state};

const NONE: Locale = Locale::none();

/// Notes have a unique field, and their pages live among the posts.
fn note() -> Source {
    let text = json!({
        "kind": "collectionType",
        "info": { "singularName": "note", "pluralName": "notes", "displayName": "Note" },
        "galley": { "public": true, "route": "/blog/{slug}" },
        "attributes": {
            "title": { "type": "string" },
            "slug": { "type": "uid", "targetField": "title" },
            "code": { "type": "string", "unique": true }
        }
    });
    Source { path: "note.json".into(), text: text.to_string() }
}

on_each_database! {
    async fn publishing_lists_every_error_and_writes_nothing(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let document = create(&ctx, "post", json!({ "excerpt": "Only this" })).await.state.document;
        let refused = publish::publish(&ctx, document, &NONE, Expected::Any).await;
        let Err(AppError::Invalid(errors)) = refused else { panic!("{refused:?}") };
        let found: Vec<String> =
            errors.iter().map(|error| format!("{} {}", error.path.to_text(), error.code.as_str())).collect();
        assert_eq!(found, ["title required", "slug required"]);
        assert_eq!(state(&ctx, document).await.status, EntryStatus::Draft);
    }

    async fn the_time_of_the_first_publication_stays(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let first = create_published(&ctx, "post", json!({ "title": "One" })).await;
        assert_eq!(first.status, EntryStatus::Published);
        assert_eq!(first.path.as_deref(), Some("/blog/one"));
        let published_at = first.draft.published_at;
        assert_eq!(published_at, Some(test.now()));
        test.wait_minutes(10);
        save::save(&ctx, first.document, &NONE, Expected::Any, &input(json!({ "title": "Two" }))).await.expect("saved");
        assert_eq!(state(&ctx, first.document).await.status, EntryStatus::Changed);
        unpublish::unpublish(&ctx, first.document, &NONE, Expected::Any).await.expect("unpublished");
        let again = publish::publish(&ctx, first.document, &NONE, Expected::Any).await.expect("published");
        assert_eq!(again.state.draft.published_at, published_at);
        assert_eq!(again.state.published.expect("a published row").data["title"], json!("Two"));
    }

    async fn discarding_takes_the_draft_back_and_keeps_its_words_in_the_history(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let document = create_published(&ctx, "post", json!({ "title": "One" })).await.document;
        save::autosave(&ctx, document, &NONE, Expected::Any, &input(json!({ "title": "Lost?" }))).await.expect("saved");
        let discarded = discard::discard_draft(&ctx, document, &NONE, Expected::Any).await.expect("discarded");
        assert_eq!(discarded.state.draft.data["title"], json!("One"));
        assert_eq!(discarded.state.status, EntryStatus::Published);
        let history = revisions::list(&ctx, document, &NONE, None, 10).await.expect("a history").items;
        let kinds: Vec<_> = history.iter().map(|revision| (revision.kind, revision.open)).collect();
        assert_eq!(
            kinds,
            [(RevisionKind::Restore, false), (RevisionKind::Session, false), (RevisionKind::Save, false)]
        );
        let lost = revisions::get(&ctx, document, &NONE, RevisionNumber(2)).await.expect("the session");
        assert_eq!(lost.data["title"], json!("Lost?"));
        let restored = restore::restore(&ctx, document, &NONE, RevisionNumber(2), Expected::Any).await;
        assert_eq!(restored.expect("restored").state.draft.data["title"], json!("Lost?"));
    }

    async fn publishing_an_open_session_closes_it(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let document = create(&ctx, "post", json!({ "title": "One" })).await.state.document;
        save::autosave(&ctx, document, &NONE, Expected::Any, &input(json!({ "title": "Two" }))).await.expect("saved");
        let published = publish::publish(&ctx, document, &NONE, Expected::Any).await.expect("published");
        assert_eq!(published.state.published.expect("a published row").revision, Some(RevisionNumber(2)));
        let newest = &revisions::list(&ctx, document, &NONE, None, 1).await.expect("a history").items[0];
        assert_eq!((newest.kind, newest.open), (RevisionKind::Publish, false));
    }

    async fn a_unique_value_names_who_has_it(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let holder = create_published(&ctx, "post", json!({ "title": "One", "slug": "same" })).await.document;
        let other = create(&ctx, "post", json!({ "title": "Two", "slug": "same" })).await.state.document;
        let refused = publish::publish(&ctx, other, &NONE, Expected::Any).await;
        let Err(AppError::Invalid(errors)) = refused else { panic!("{refused:?}") };
        let error = errors.iter().next().expect("an error");
        assert_eq!((error.path.to_text().as_str(), error.code.as_str()), ("slug", "not_unique"));
        assert!(error.message.contains(&holder.to_string()), "{}", error.message);
        unpublish::unpublish(&ctx, holder, &NONE, Expected::Any).await.expect("unpublished");
        publish::publish(&ctx, other, &NONE, Expected::Any).await.expect("the slug is free now");
    }
    async fn what_a_made_slug_cannot_mend_is_refused_by_its_field(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.system();
        content_types::apply(&ctx, &[note()]).await.expect("a model");
        let first = create_published(&ctx, "note", json!({ "title": "One", "code": "A1" })).await.document;
        let post = create_published(&ctx, "post", json!({ "title": "Shared address" })).await.document;
        let name = "note".parse().expect("a type name");
        for (data, expected, holder) in [
            (json!({ "title": "Two", "code": "A1" }), "code not_unique", first),
            (json!({ "title": "Shared address" }), "slug route_taken", post),
        ] {
            let refused = publish::create_published(&ctx, &name, &NONE, &input(data)).await;
            let Err(AppError::Invalid(errors)) = refused else { panic!("{refused:?}") };
            let error = errors.iter().next().expect("an error");
            assert_eq!(format!("{} {}", error.path.to_text(), error.code.as_str()), expected);
            assert!(error.message.contains(&holder.to_string()), "{}", error.message);
        }
    }
}
