//! Where each projection of each node stands in the event log, as rows.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::all;
pub use writes::{forget_silent, put, remove};

use galley_domain::ids::EventSeq;

/// One projection of one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Made at the start of a process.
    pub node: String,
    pub projection: String,
    /// The last event that it has taken in.
    pub seq: EventSeq,
    /// When it last said so, in microseconds UTC.
    pub seen_at: i64,
}

impl From<entity::Model> for Cursor {
    fn from(row: entity::Model) -> Self {
        let entity::Model { node, projection, seq, seen_at } = row;
        Self { node, projection, seq: EventSeq(seq), seen_at }
    }
}
