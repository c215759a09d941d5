//! The kept answers, and the one lock that makes keeping them exact.
//!
//! A [`Flight`] notes how far the log was taken in before anything is read for its answer. When the answer is to be
//! kept, everything that it read is compared with the events since, under the lock under which events are taken in:
//! either an event is in the ring already and is compared with, or it will come later and drop the answer.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use galley_domain::ids::EventSeq;
use galley_store::events::StoredEvent;

use super::flights::{Flights, Turn};
use super::happened::{Happened, moves_model};
use super::index::{AnswerId, Index};
use super::recorder::{Recorded, Recorder, Recording};
use crate::context::App;

/// Events that are remembered for answers that are being made. One that takes longer is not kept.
const RING: usize = 2_048;
/// Events with much text are remembered for a shorter time.
const RING_BYTES: usize = 8 * 1024 * 1024;
/// No answer may take more than this part of the room; by default a full file of the sitemap may.
const LARGEST_PART: usize = 8;

/// What an answer takes in memory, without what it depends on.
pub trait Measure {
    fn bytes(&self) -> usize;
}

/// Answers of type `A`, by the text that names what they answer.
pub struct Cache<A> {
    state: RwLock<State<A>>,
    flights: Flights,
    limit: usize,
    clock: AtomicU64,
}

struct State<A> {
    /// Raised when everything goes for a reason that is no event.
    epoch: u64,
    /// Raised when the site wears another theme.
    theme: u64,
    next: AnswerId,
    by_key: HashMap<String, Arc<Kept<A>>>,
    keys: HashMap<AnswerId, String>,
    index: Index,
    /// What was taken in last, in the order in which that happened.
    ring: VecDeque<(EventSeq, Happened)>,
    ring_bytes: usize,
    /// Up to here the ring may have forgotten something.
    forgotten: EventSeq,
    /// The last event after which the model may be another one.
    model_moved: EventSeq,
    bytes: usize,
    dropped: u64,
}

/// An answer in the cache.
#[derive(Debug)]
pub struct Kept<A> {
    id: AnswerId,
    pub answer: A,
    recorded: Recorded,
    bytes: AtomicUsize,
    used: AtomicU64,
}

/// An answer that is being made.
#[derive(Debug)]
pub struct Flight {
    since: EventSeq,
    model_as_of: EventSeq,
    epoch: u64,
    theme: u64,
    recorder: Arc<Recorder>,
}

impl Flight {
    pub fn recording(&self) -> Recording {
        Recording::on(&self.recorder)
    }
}

impl<A: Measure> Cache<A> {
    /// Keeps answers of `limit` bytes at most, what they depend on included.
    pub fn new(limit: usize) -> Self {
        let state = State {
            epoch: 0,
            theme: 0,
            next: 0,
            by_key: HashMap::new(),
            keys: HashMap::new(),
            index: Index::default(),
            ring: VecDeque::new(),
            ring_bytes: 0,
            forgotten: EventSeq(0),
            model_moved: EventSeq(0),
            bytes: 0,
            dropped: 0,
        };
        Self { state: RwLock::new(state), flights: Flights::default(), limit, clock: AtomicU64::new(0) }
    }

    /// What is kept under a name, unless the time has come at which it is another one.
    pub fn get(&self, key: &str, now: impl FnOnce() -> i64) -> Option<Arc<Kept<A>>> {
        let kept = self.read().by_key.get(key).map(Arc::clone)?;
        if kept.recorded.expires.is_some_and(|expires| expires <= now()) {
            return None;
        }
        kept.used.store(self.clock.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        Some(kept)
    }

    /// Waits while somebody else makes the answer, but not longer than `longest`.
    pub async fn turn(&self, key: &str, longest: Duration) -> Turn {
        self.flights.turn(key, longest).await
    }

    /// Begins an answer, before anything is read for it. None while the log is not followed.
    pub fn begin(&self, app: &App) -> Option<Flight> {
        // In this order: what is known of the model may be newer than the log, never older.
        let since = app.tail.applied()?;
        let model_as_of = app.known_model().as_of;
        let (epoch, theme) = {
            let state = self.read();
            (state.epoch, state.theme)
        };
        Some(Flight { since, model_as_of, epoch, theme, recorder: Arc::default() })
    }

    /// Keeps an answer unless something happened to what it was made from, and gives back one that is not kept.
    pub fn keep(&self, key: &str, flight: &Flight, answer: A) -> Result<Arc<Kept<A>>, A> {
        let Some(recorded) = flight.recorder.take() else { return Err(answer) };
        let bytes = answer.bytes() + recorded.weight() + 2 * key.len() + size_of::<Kept<A>>();
        if bytes > self.limit / LARGEST_PART {
            return Err(answer);
        }
        let mut state = self.write();
        if !state.is_exact(flight, &recorded) {
            return Err(answer);
        }
        state.next += 1;
        let used = AtomicU64::new(self.clock.fetch_add(1, Ordering::Relaxed));
        let kept = Arc::new(Kept { id: state.next, answer, recorded, bytes: bytes.into(), used });
        state.insert(key, &kept);
        if state.bytes > self.limit {
            state.evict(self.limit);
        }
        Ok(kept)
    }

    /// Drops what events hit, and remembers them for answers that are being made.
    pub fn take_in(&self, events: &[StoredEvent]) {
        let mut state = self.write();
        for stored in events {
            let happened = Happened::of(&stored.event);
            state.drop_hit(&happened);
            if moves_model(&stored.event) {
                state.model_moved = state.model_moved.max(stored.seq);
            }
            state.remember(stored.seq, happened);
        }
    }

    /// Drops what the theme took part in, and whatever is being made with the old one will not be kept.
    pub fn change_theme(&self) {
        let mut state = self.write();
        state.theme += 1;
        state.drop_all_that(|recorded| recorded.background.has_theme());
    }

    /// Drops everything, and whatever is being made will not be kept: nobody knows what happened.
    pub fn clear(&self) {
        let mut state = self.write();
        state.epoch += 1;
        state.drop_all();
        // Whatever is kept from here on began after this, perhaps with smaller numbers.
        state.ring.clear();
        state.ring_bytes = 0;
        (state.forgotten, state.model_moved) = (EventSeq(0), EventSeq(0));
    }

    /// More bytes for an answer that grew, as when it is compressed; others make room for them.
    pub fn grew(&self, kept: &Kept<A>, bytes: usize) {
        let mut state = self.write();
        if state.keys.contains_key(&kept.id) {
            kept.bytes.fetch_add(bytes, Ordering::Relaxed);
            state.bytes += bytes;
            if state.bytes > self.limit {
                state.evict(self.limit);
            }
        }
    }

    /// How many answers are kept, their bytes, and how many were dropped by events so far.
    pub fn size(&self) -> (usize, usize, u64) {
        let state = self.read();
        (state.by_key.len(), state.bytes, state.dropped)
    }

    /// Whether an answer is kept under a name.
    pub fn has(&self, key: &str) -> bool {
        self.read().by_key.contains_key(key)
    }

    fn read(&self) -> RwLockReadGuard<'_, State<A>> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State<A>> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<A> State<A> {
    /// Whether nothing happened since the flight began that its answer may not have seen.
    fn is_exact(&self, flight: &Flight, recorded: &Recorded) -> bool {
        let knows_model = flight.model_as_of >= self.model_moved;
        let remembers = flight.since >= self.forgotten;
        let wears = flight.theme == self.theme || !recorded.background.has_theme();
        let is_of_now = flight.epoch == self.epoch && wears && knows_model && remembers;
        is_of_now && !self.was_hit(flight.since, recorded)
    }

    fn was_hit(&self, since: EventSeq, recorded: &Recorded) -> bool {
        let mut later = self.ring.iter().filter(|(seq, _)| *seq > since);
        later.any(|(_, happened)| recorded.is_hit_by(happened))
    }

    fn insert(&mut self, key: &str, kept: &Arc<Kept<A>>) {
        if let Some(old) = self.by_key.get(key).map(|old| old.id) {
            self.forget(old);
        }
        self.index.add(kept.id, &kept.recorded.dependencies);
        self.bytes += kept.bytes.load(Ordering::Relaxed);
        self.keys.insert(kept.id, key.to_owned());
        self.by_key.insert(key.to_owned(), Arc::clone(kept));
    }

    fn drop_hit(&mut self, happened: &Happened) {
        let Some(keys) = happened.keys() else {
            self.drop_all_that(|recorded| recorded.is_hit_by(happened));
            return;
        };
        for id in self.index.candidates(&keys) {
            let kept = self.keys.get(&id).and_then(|key| self.by_key.get(key));
            if kept.is_some_and(|kept| kept.recorded.is_hit_by(happened)) {
                self.forget(id);
                self.dropped += 1;
            }
        }
    }

    /// Asks every answer.
    fn drop_all_that(&mut self, is_hit: impl Fn(&Recorded) -> bool) {
        let hit: Vec<AnswerId> =
            self.by_key.values().filter(|kept| is_hit(&kept.recorded)).map(|kept| kept.id).collect();
        self.dropped += hit.len() as u64;
        for id in hit {
            self.forget(id);
        }
    }

    fn remember(&mut self, seq: EventSeq, happened: Happened) {
        self.ring_bytes += happened.weight();
        self.ring.push_back((seq, happened));
        while self.ring.len() > RING || self.ring_bytes > RING_BYTES {
            let Some((seq, happened)) = self.ring.pop_front() else { break };
            self.ring_bytes -= happened.weight();
            self.forgotten = self.forgotten.max(seq);
        }
    }

    fn forget(&mut self, id: AnswerId) {
        let Some(kept) = self.keys.remove(&id).and_then(|key| self.by_key.remove(&key)) else { return };
        self.index.remove(id, &kept.recorded.dependencies);
        self.bytes = self.bytes.saturating_sub(kept.bytes.load(Ordering::Relaxed));
    }

    fn drop_all(&mut self) {
        self.by_key.clear();
        self.keys.clear();
        self.index.clear();
        self.bytes = 0;
    }

    /// Makes room for an eighth of the limit, so that it is not done for every answer: what was used longest ago goes.
    fn evict(&mut self, limit: usize) {
        let mut by_use: Vec<(u64, AnswerId)> =
            self.by_key.values().map(|kept| (kept.used.load(Ordering::Relaxed), kept.id)).collect();
        by_use.sort_unstable();
        for (_, id) in by_use {
            if self.bytes <= limit - limit / 8 {
                break;
            }
            self.forget(id);
        }
    }
}

impl<A> fmt::Debug for Cache<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cache").field("limit", &self.limit).finish_non_exhaustive()
    }
}
