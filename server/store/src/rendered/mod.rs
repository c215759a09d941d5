//! What the body of a published entry was rendered to, as rows: one for each entry that has one.
//!
//! A row says from which source and by which renderer it was made. Whoever reads it compares; what is written here
//! is never taken for the entry's.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::find;
pub use writes::{delete_for_entries, insert, remove_of_other_renderers};

use galley_domain::ids::EntryId;

const TABLE: &str = "rendered";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedRow {
    pub entry: EntryId,
    pub rendering: Rendering,
}

/// The result, and what it is the result of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    pub source_hash: [u8; 32],
    pub renderer: i32,
    pub html: String,
    /// JSON text.
    pub toc: String,
    pub excerpt: String,
}
