//! Imports: content of other systems becomes entries, through the same write path as everything else.
//!
//! One folder per source system. Every import answers for every piece it was given (`report`), and remembers under the
//! name of its source (`source`) what it made, so that a second run changes only what changed at the source. It owns the mapping
//! from foreign content to our fields; validation, sanitising and storing are the write path's.

mod known;
mod report;
mod source;

pub mod markdown;

pub(crate) use known::{Known, KnownEntry, State};
pub use report::{FileReport, ImportReport, Outcome, Problem};
pub(crate) use source::ImportSource;
pub use source::{Naming, OtherPlace};
