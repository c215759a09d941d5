//! Stored files that no asset names any more, and since when that is known.
//!
//! How long they stay is decided elsewhere.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{due, unknown};
pub use writes::{note, remove};

const TABLE: &str = "unnamed_files";
