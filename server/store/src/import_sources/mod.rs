//! Where the sources of imports lie, as rows: a source is a name, and two folders may have the same one.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::place;
pub use writes::{note_first, note_moved};
