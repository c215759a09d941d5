//! Evaluates predicates in memory, over one document at a time.
//!
//! It decides what SQL does not (values outside `field_values`, conditions on nested component instances) and is what
//! the planner is tested against: both must agree on every document. It reads no database; links between entries are
//! answered by a [`Links`].

mod compare;
mod datum;
mod evaluate;

#[cfg(test)]
mod tests;

pub use compare::holds;
pub use datum::Datum;
pub(in crate::query) use datum::time_of;
pub use evaluate::{Links, Related, Subject, matches};
