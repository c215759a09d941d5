//! The event log's vocabulary: what happened, to what, by whom, and what it may have changed for readers.

mod event;
mod model_change;
mod routes_change;

pub use event::{EntryChange, Event, EventKind, LeafValue, LinkedTarget, Moved, RowSide, Subject};
pub use model_change::ChangedModel;
pub use routes_change::RoutesChange;
