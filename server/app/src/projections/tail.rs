//! How far this node has followed the log.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use galley_domain::ids::EventSeq;
use galley_store::events::StoredEvent;
use tokio::sync::{Notify, watch};

use crate::cache::moves_model;

/// After so long without a look at the log, others may have written what is not known here: the database does not
/// answer, or this process does not get to it.
const UNCONFIRMED_AFTER: Duration = Duration::from_secs(5);
/// Longer than a database takes to be restarted or to fail over, and short enough that nothing that was taken back
/// elsewhere is shown here for a day.
const DISTRUSTED_AFTER: Duration = Duration::from_hours(1);

/// How far what is known here can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is what everybody knows.
    Confirmed,
    /// Others may have written since.
    Unconfirmed,
    /// Nobody could say for too long.
    Distrusted,
}

impl Standing {
    fn after(silence: Option<Duration>) -> Self {
        match silence {
            Some(silence) if silence < UNCONFIRMED_AFTER => Self::Confirmed,
            Some(silence) if silence < DISTRUSTED_AFTER => Self::Unconfirmed,
            Some(_) | None => Self::Distrusted,
        }
    }
}

/// The end of the part of the log that was taken in without a gap, and what was taken in beyond it.
#[derive(Debug)]
pub struct Tail {
    early: Mutex<BTreeSet<i64>>,
    /// None until the log is followed.
    applied: watch::Sender<Option<EventSeq>>,
    /// Calls the runner before its time.
    call: Notify,
    model_moved: AtomicBool,
    confirmed: Mutex<Option<Instant>>,
}

impl Default for Tail {
    fn default() -> Self {
        Self {
            early: Mutex::default(),
            applied: watch::Sender::new(None),
            call: Notify::new(),
            model_moved: AtomicBool::new(false),
            confirmed: Mutex::default(),
        }
    }
}

impl Tail {
    /// Everything up to here has been taken in; none while the log is not followed.
    pub fn applied(&self) -> Option<EventSeq> {
        *self.applied.borrow()
    }

    /// Waits until an event has been taken in. False when that took longer than `longest`.
    pub async fn reaches(&self, seq: EventSeq, longest: Duration) -> bool {
        let mut applied = self.applied.subscribe();
        let reached = applied.wait_for(|applied| applied.is_some_and(|applied| applied >= seq));
        matches!(tokio::time::timeout(longest, reached).await, Ok(Ok(_)))
    }

    /// Whether the log was looked at lately.
    pub fn standing(&self) -> Standing {
        let confirmed = *self.confirmed.lock().unwrap_or_else(PoisonError::into_inner);
        Standing::after(confirmed.map(|at| at.elapsed()))
    }

    /// The end of the log was reached.
    pub(super) fn confirm(&self) {
        *self.confirmed.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Notes events that were taken in, in whatever order they come.
    pub(super) fn took_in(&self, events: &[StoredEvent]) {
        if events.iter().any(|stored| moves_model(&stored.event)) {
            self.model_moved.store(true, Ordering::Release);
            self.call.notify_one();
        }
        let mut early = self.early();
        let Some(mut applied) = self.applied() else { return };
        early.extend(events.iter().map(|event| event.seq.0).filter(|seq| *seq > applied.0));
        while early.remove(&(applied.0 + 1)) {
            applied.0 += 1;
        }
        if !early.is_empty() {
            self.call.notify_one();
        }
        self.applied.send_if_modified(|known| known.replace(applied) != Some(applied));
    }

    /// Whether an event was taken in.
    pub(super) fn knows(&self, seq: EventSeq) -> bool {
        self.applied().is_some_and(|applied| applied >= seq) || self.has(seq)
    }

    /// Calls whoever follows the log before their time.
    pub(super) fn call(&self) {
        self.call.notify_one();
    }

    /// Whether an event beyond the gapless part was taken in.
    pub(super) fn has(&self, seq: EventSeq) -> bool {
        self.early().contains(&seq.0)
    }

    /// Begins or goes on at a number: whatever was before it needs no taking in.
    pub(super) fn begin_at(&self, seq: EventSeq) {
        let mut early = self.early();
        early.retain(|one| *one > seq.0);
        self.applied.send_replace(Some(seq));
    }

    /// Whether the model has to be looked at, once for each time that it was asked for.
    pub(super) fn takes_model_moved(&self) -> bool {
        self.model_moved.swap(false, Ordering::AcqRel)
    }

    pub(super) fn note_model_moved(&self) {
        self.model_moved.store(true, Ordering::Release);
    }

    pub(super) async fn called(&self) {
        self.call.notified().await;
    }

    fn early(&self) -> MutexGuard<'_, BTreeSet<i64>> {
        self.early.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use galley_domain::events::{Event, EventKind, Subject};
    use galley_domain::roles::ActorRef;

    use super::*;

    fn event(seq: i64) -> StoredEvent {
        let subject = Subject::Other { document: None, detail: serde_json::Value::Null };
        let event = Event { kind: EventKind::AssetChanged, subject };
        StoredEvent { seq: EventSeq(seq), event, actor: ActorRef::System, at: 0 }
    }

    #[test]
    fn what_nobody_confirmed_is_distrusted_after_an_hour() {
        for (seconds, expected) in [
            (Some(0), Standing::Confirmed),
            (Some(4), Standing::Confirmed),
            (Some(5), Standing::Unconfirmed),
            (Some(3_599), Standing::Unconfirmed),
            (Some(3_600), Standing::Distrusted),
            (None, Standing::Distrusted),
        ] {
            assert_eq!(Standing::after(seconds.map(Duration::from_secs)), expected, "{seconds:?}");
        }
    }

    #[tokio::test]
    async fn what_was_taken_in_ends_before_the_first_gap() {
        let tail = Tail::default();
        tail.took_in(&[event(4)]);
        assert_eq!(tail.applied(), None, "nobody follows the log yet");
        tail.begin_at(EventSeq(10));
        for (taken, expected) in [(&[12, 13][..], 10), (&[15], 10), (&[9, 11], 13), (&[14], 15), (&[14], 15)]
        {
            tail.took_in(&taken.iter().copied().map(event).collect::<Vec<_>>());
            assert_eq!(tail.applied(), Some(EventSeq(expected)), "{taken:?}");
        }
        assert!(tail.reaches(EventSeq(15), Duration::ZERO).await);
        assert!(!tail.reaches(EventSeq(16), Duration::ZERO).await);
    }
}
