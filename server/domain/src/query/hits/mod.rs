//! Whether a change of an entry changes an answer that was made before: the rows of a list, its total, or what a
//! condition found in other entries.
//!
//! It is asked of every list that an answer read, with the event alone: what the event does not say counts as anything,
//! so an answer may be dropped in vain, and is never kept in error. The entries that an answer shows are known by
//! their documents and are not its business.

mod crossed;
mod list;
mod membership;
mod pages;
mod place;
mod seen;

#[cfg(test)]
mod tests;

pub use crossed::{Crossed, crossings};
pub use list::RecordedList;
pub use pages::RecordedPages;
pub use place::{Key, Place};
pub use seen::Seen;
