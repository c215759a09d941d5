//! The one commit: the only place where an action writes entries.
//!
//! A plan is a [`Changes`]: what a document looks like afterwards, and what it looked like when the plan was made.
//! [`commit`] locks the documents in id order, checks that nothing moved, writes, numbers the events and commits. It
//! decides nothing: what may be written was decided by the plan.

mod changes;
mod collisions;
mod paths;
mod run;
mod trees;
mod write;

pub use changes::{
    Above, Changes, DocumentWrite, ImportRecord, PlannedOn, RevisionWrite, RouteWrite, RowDerived, RowKey,
    RowWrite,
};
pub(crate) use collisions::named;
pub use run::{CommitError, Committed, commit, commit_batch};
