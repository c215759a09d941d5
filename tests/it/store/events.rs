//! The event log: numbers in commit order, without gaps.

use futures::future::join_all;
use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::EventSeq;
use galley_store::events::{self as log, NewEvent};
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
        let unit = begin(&store).await;
        let kinds = [EventKind::DraftTouched, EventKind::EntrySaved, EventKind::DraftTouched];
        let events: Vec<NewEvent> = kinds.into_iter().map(|kind| event(kind, 0)).collect();
        log::append(&unit, &events).await.expect("they are appended");
        log::prune_touched(&unit, EventSeq(2), NOW + 1).await.expect("the log is pruned");
        unit.commit().await.expect("it commits");
        let snapshot = store.snapshot().await.expect("a snapshot begins");
        let left = log::after(&snapshot, EventSeq(0), 10).await.expect("readable");
        assert_eq!(left.iter().map(|event| event.seq.0).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(log::head(&snapshot).await.expect("readable").pruned_to, EventSeq(1));
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

fn event(kind: EventKind, writer: usize) -> NewEvent {
    let subject = Subject::Other { document: None, detail: json!({ "writer": writer }) };
    NewEvent { event: Event { kind, subject }, actor: ActorRef::System, at: NOW }
}

fn is_of(event: &log::StoredEvent, writer: usize) -> bool {
    matches!(&event.event.subject, Subject::Other { detail, .. } if detail["writer"] == json!(writer))
}
