//! How a node follows what others write.

use std::sync::Arc;
use std::time::Duration;

use galley_app::projections::{self, Follower};
use galley_app::settings::{self, SitePatch};
use galley_app::{App, content_types, housekeeping};
use galley_domain::ids::EventSeq;
use galley_domain::patch::Patch;
use galley_domain::roles::{Actor, Role};
use galley_store::{Priority, projection_cursors};
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::{events_after, head};
use crate::entries::{create, create_published};

/// Far more than a second, so that only a node that does not follow at all is told from one that does.
const LONG: Duration = Duration::from_secs(30);
const DAY_IN_MINUTES: i64 = 24 * 60;

on_each_database! {
    async fn a_commit_is_taken_in_before_its_answer(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        projections::start(&test.app).await.expect("the log is followed");
        for number in 0..5 {
            let written = create(&test.editor(), "post", json!({ "title": format!("{number}") })).await;
            assert_eq!(test.app.tail.applied(), written.seq);
        }
    }

    async fn another_node_follows_entries_and_the_model(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let other = test.second_node().await;
        projections::start(&test.app).await.expect("the log is followed");
        projections::start(&other).await.expect("the log is followed");
        content_types::apply_starter(&test.system(), content_types::Starter::Blog).await.expect("it is a model");
        let state = create_published(&test.editor(), "post", json!({ "title": "One", "slug": "one" })).await;
        let written = head(&test.app).await;
        assert!(other.tail.reaches(written, LONG).await);
        assert!(other.model().by_name("post").is_some(), "what was taken in is known");
        // Both write, and each has numbers that the other must read in between.
        for _ in 0..3 {
            create(&other.as_actor(Actor::System), "post", json!({ "title": "Theirs" })).await;
            create(&test.system(), "post", json!({ "title": "Ours" })).await;
        }
        let written = head(&test.app).await;
        assert!(test.app.tail.reaches(written, LONG).await && other.tail.reaches(written, LONG).await);
        assert_eq!(state.path.as_deref(), Some("/blog/one"));
    }

    async fn a_node_that_slept_too_long_begins_anew(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let sleeper = test.second_node().await;
        let mut asleep = Follower::begin(&sleeper).await.expect("the log is followed");
        let behind = sleeper.tail.applied();
        let post = create(&test.editor(), "post", json!({ "title": "One" })).await.state;
        crate::projections::autosave(&test, post.document).await;
        test.wait_minutes(2 * DAY_IN_MINUTES);
        prune(&test.app).await;
        let snapshot = test.app.store.snapshot().await.expect("a snapshot");
        let log = galley_store::events::head(&snapshot).await.expect("the log has a head");
        drop(snapshot);
        assert!(behind.is_some_and(|behind| behind < log.pruned_to), "{behind:?} {log:?}");
        asleep.look().await.expect("it looks at the log");
        assert_eq!(sleeper.tail.applied(), Some(log.seq));
    }

    async fn nothing_goes_that_a_living_node_has_not_taken_in(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let post = create(&ctx, "post", json!({ "title": "One" })).await.state;
        crate::projections::autosave(&test, post.document).await;
        let all = events_after(&test.app, EventSeq(0)).await.len();
        test.wait_minutes(2 * DAY_IN_MINUTES);
        cursor(&test.app, "slow", EventSeq(1), test.now()).await;
        prune(&test.app).await;
        assert_eq!(events_after(&test.app, EventSeq(0)).await.len(), all, "somebody still needs it");
        test.wait_minutes(DAY_IN_MINUTES + 1);
        prune(&test.app).await;
        let left = events_after(&test.app, EventSeq(0)).await;
        assert_eq!(left.len(), all - 1, "who was silent for a day is not waited for, and only the autosave goes");
    }

    async fn the_audit_trail_stays_until_a_setting_says_how_long(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        create(&test.editor(), "post", json!({ "title": "One" })).await;
        let all = events_after(&test.app, EventSeq(0)).await.len();
        test.wait_minutes(40 * DAY_IN_MINUTES);
        prune(&test.app).await;
        assert_eq!(events_after(&test.app, EventSeq(0)).await.len(), all);
        let owner = test.user(2, Role::Owner);
        let patch = SitePatch { events_kept_days: Patch::Value(30), ..SitePatch::default() };
        let version = settings::find(&owner).await.expect("settings").version;
        settings::update(&owner, version, patch).await.expect("the setting changes");
        prune(&test.app).await;
        let left = events_after(&test.app, EventSeq(0)).await;
        assert_eq!(left.len(), 1, "only the change of the setting is younger");
    }
}

async fn prune(app: &Arc<App>) {
    housekeeping::once(app).await.expect("what is old goes");
}

async fn cursor(app: &App, node: &str, seq: EventSeq, seen_at: i64) {
    let unit = app.store.write(Priority::Interactive).await.expect("a unit of work begins");
    let cursor =
        projection_cursors::Cursor { node: node.to_owned(), projection: "memory".to_owned(), seq, seen_at };
    projection_cursors::put(&unit, &cursor).await.expect("the cursor is written");
    unit.commit().await.expect("it commits");
}
