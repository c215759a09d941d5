//! The event log's vocabulary: what happened, to what, by whom, and what it may have changed for readers.

mod event;

pub use event::{EntryChange, Event, EventKind, LeafValue, Moved, Subject};
