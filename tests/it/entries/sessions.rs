//! Autosave rewrites one open revision; time and saves close it.

use galley_app::entries::{Expected, revisions, save};
use galley_domain::documents::RevisionKind;
use galley_domain::locales::Locale;
use galley_domain::roles::Role;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::{create, input};

const NONE: Locale = Locale::none();

on_each_database! {
    async fn autosaves_share_a_revision_until_it_has_been_idle(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let other = test.user(2, Role::Editor);
        let document = create(&ctx, "post", json!({ "title": "One" })).await.state.document;
        for (who, title) in [(&ctx, "a"), (&ctx, "b"), (&other, "c")] {
            test.wait_minutes(1);
            save::autosave(who, document, &NONE, Expected::Any, &input(json!({ "title": title }))).await.expect("saved");
        }
        let history = revisions::list(&ctx, document, &NONE, None, 10).await.expect("a history").items;
        assert_eq!(history.len(), 2);
        assert!(history[0].open);
        assert_eq!(history[0].authors, [ctx.actor.reference(), other.actor.reference()]);
        test.wait_minutes(15);
        save::autosave(&ctx, document, &NONE, Expected::Any, &input(json!({ "title": "d" }))).await.expect("saved");
        let history = revisions::list(&ctx, document, &NONE, None, 10).await.expect("a history").items;
        let kinds: Vec<_> = history.iter().map(|revision| (revision.number.0, revision.kind, revision.open)).collect();
        assert_eq!(
            kinds,
            [(3, RevisionKind::Session, true), (2, RevisionKind::Session, false), (1, RevisionKind::Save, false)]
        );
        save::save(&ctx, document, &NONE, Expected::Any, &input(json!({}))).await.expect("saved");
        let newest = &revisions::list(&ctx, document, &NONE, None, 1).await.expect("a history").items[0];
        assert_eq!((newest.number.0, newest.kind, newest.open), (3, RevisionKind::Save, false));
    }
}
