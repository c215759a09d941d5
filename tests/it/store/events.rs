//! The event log: numbers in commit order, without gaps.

use futures::future::join_all;
use galley_domain::events::{Event, EventKind, RoutesChange, Subject};
use galley_domain::ids::EventSeq;
use galley_store::Backend;
use galley_store::events::{self as log, NewEvent, Pruned};
use galley_store::projection_cursors::{self, Cursor};
use galley_store::routes::{self, Route, RouteTarget};
use galley_tests::on_each_database;
use serde_json::json;

use super::*;

on_each_database! {
    async fn events_of_many_writers_are_numbered_without_gaps(database: TestDatabase) {
        let store = open(&database).await;
        let numbers = join_all((0..50).map(|writer| write(&store, writer))).await;
        let snapshot = store.snapshot().await.expect("a snapshot begins");
        let events = log::after(&snapshot, EventSeq(0), 1000).await.expect("the log is readable");
        assert_eq!(events.iter().map(|event| event.seq.0).collect::<Vec<_>>(), (1..=51).collect::<Vec<_>>());
        assert_eq!(log::head(&snapshot).await.expect("readable").seq, EventSeq(51));
        for (writer, last) in numbers.into_iter().enumerate() {
            assert_eq!(last.is_some(), writer % 3 != 2, "a rollback numbers nothing");
            let Some(last) = last else { continue };
            let own: Vec<i64> = events.iter().filter(|event| is_of(event, writer)).map(|event| event.seq.0).collect();
            let count = i64::try_from(writer % 3 + 1).expect("small");
            assert_eq!(own, (last.0 - count + 1..=last.0).collect::<Vec<_>>(), "side by side");
        }
    }

    async fn pruning_forgets_autosaves_and_says_so(database: TestDatabase) {
        let store = open(&database).await;
        let kinds = [EventKind::DraftTouched, EventKind::EntrySaved, EventKind::DraftTouched];
        append_all(&store, &kinds).await;
        let pruned = Pruned { up_to: EventSeq(2), passing_before: NOW + 1, audit_before: None };
        assert_eq!(prune(&store, pruned).await, ([2, 3].to_vec(), EventSeq(1)));
    }

    async fn the_audit_trail_goes_only_when_somebody_says_so(database: TestDatabase) {
        let store = open(&database).await;
        let kinds = [EventKind::EntrySaved, EventKind::DraftTouched, EventKind::UserSignedIn, EventKind::EntrySaved];
        append_all(&store, &kinds).await;
        let young = Pruned { up_to: EventSeq(3), passing_before: NOW, audit_before: Some(NOW) };
        assert_eq!(prune(&store, young).await, ([1, 2, 3, 4].to_vec(), EventSeq(0)), "nothing is old enough");
        let old = Pruned { audit_before: Some(NOW + 1), ..young };
        assert_eq!(prune(&store, old).await, ([2, 4].to_vec(), EventSeq(3)));
    }

    async fn a_path_that_leads_elsewhere_is_an_event_of_its_own(database: TestDatabase) {
        let store = open(&database).await;
        let unit = begin(&store).await;
        let document = document_id(1);
        let target = RouteTarget::Entry { content_type: ContentTypeId(1), document };
        let route = Route { path: "/a".to_owned(), locale: Locale::none(), target, created_at: NOW };
        routes::insert_all(&unit, std::slice::from_ref(&route)).await.expect("the path is free");
        let last = log::append(&unit, &[event(EventKind::EntryPublished, 0)]).await.expect("it is appended");
        assert_eq!(last, EventSeq(2));
        unit.commit().await.expect("it commits");
        // Taking the same path again changes nothing; giving it up, without any other event, does.
        let unit = begin(&store).await;
        routes::insert_all(&unit, &[route]).await.expect("it is its own path");
        unit.commit().await.expect("it commits");
        let unit = begin(&store).await;
        routes::delete_paths(&unit, &["/a"]).await.expect("the path is given up");
        unit.commit().await.expect("it commits");

        let snapshot = store.snapshot().await.expect("a snapshot begins");
        let events = log::after(&snapshot, EventSeq(1), 10).await.expect("readable");
        let told: Vec<RoutesChange> = events.iter().map(|stored| routes_change(&stored.event)).collect();
        let paths = vec!["/a".to_owned()];
        let taken = RoutesChange { paths: paths.clone(), documents: vec![document], wide: false };
        assert_eq!(told, [taken, RoutesChange { paths, ..RoutesChange::default() }]);
    }

    async fn a_commit_is_announced_where_the_database_can(database: TestDatabase) {
        let (store, other) = (open(&database).await, open(&database).await);
        let heard = other.announcements().await.expect("the database answers");
        assert_eq!(heard.is_some(), store.backend() == Backend::Postgres);
        let Some(mut heard) = heard else { return };
        let unit = begin(&store).await;
        log::append(&unit, &[event(EventKind::EntrySaved, 0)]).await.expect("it is appended");
        drop(unit);
        append_all(&store, &[EventKind::EntrySaved, EventKind::EntrySaved]).await;
        assert_eq!(heard.next().await.expect("it is told"), Some(EventSeq(2)), "what was rolled back is not told");
    }

    async fn a_cursor_moves_and_is_forgotten_when_it_is_silent(database: TestDatabase) {
        let store = open(&database).await;
        for (node, seq, seen_at) in [("a", 1, NOW), ("b", 7, NOW), ("b", 9, NOW + 5), ("c", 2, NOW + 5)] {
            let unit = begin(&store).await;
            let cursor = Cursor { node: node.to_owned(), projection: "memory".to_owned(), seq: EventSeq(seq), seen_at };
            projection_cursors::put(&unit, &cursor).await.expect("the cursor is written");
            unit.commit().await.expect("it commits");
        }
        let unit = begin(&store).await;
        assert_eq!(projection_cursors::forget_silent(&unit, NOW + 5).await.expect("it is asked"), 1);
        projection_cursors::remove(&unit, "c").await.expect("the node stops");
        let left = projection_cursors::all(&unit).await.expect("readable");
        assert_eq!(left.iter().map(|cursor| (cursor.node.as_str(), cursor.seq.0)).collect::<Vec<_>>(), [("b", 9)]);
    }
}

/// One or two events, or one that is rolled back; gives the last number of what was committed.
async fn write(store: &Store, writer: usize) -> Option<EventSeq> {
    let unit = store.write(Priority::Interactive).await.expect("a unit of work begins");
    let events: Vec<NewEvent> = (0..=writer % 3).map(|_| event(EventKind::EntrySaved, writer)).collect();
    let last = log::append(&unit, &events).await.expect("they are appended");
    if writer % 3 == 2 {
        return None;
    }
    unit.commit().await.expect("it commits");
    Some(last)
}

async fn append_all(store: &Store, kinds: &[EventKind]) {
    let unit = begin(store).await;
    let events: Vec<NewEvent> = kinds.iter().map(|kind| event(*kind, 0)).collect();
    log::append(&unit, &events).await.expect("they are appended");
    unit.commit().await.expect("it commits");
}

/// What is left of the log, and up to where it has gaps.
async fn prune(store: &Store, pruned: Pruned) -> (Vec<i64>, EventSeq) {
    let unit = begin(store).await;
    log::prune(&unit, pruned).await.expect("the log is pruned");
    unit.commit().await.expect("it commits");
    let snapshot = store.snapshot().await.expect("a snapshot begins");
    let left = log::after(&snapshot, EventSeq(0), 10).await.expect("readable");
    let head = log::head(&snapshot).await.expect("readable");
    (left.iter().map(|event| event.seq.0).collect(), head.pruned_to)
}

fn routes_change(event: &Event) -> RoutesChange {
    match (event.kind, &event.subject) {
        (EventKind::RoutesChanged, Subject::Other { detail, .. }) => RoutesChange::of_detail(detail),
        other => panic!("not about paths: {other:?}"),
    }
}

fn event(kind: EventKind, writer: usize) -> NewEvent {
    let subject = Subject::Other { document: None, detail: json!({ "writer": writer }) };
    NewEvent { event: Event { kind, subject }, actor: ActorRef::System, at: NOW }
}

fn is_of(event: &log::StoredEvent, writer: usize) -> bool {
    matches!(&event.event.subject, Subject::Other { detail, .. } if detail["writer"] == json!(writer))
}
