//! Pure text rules that several layers must agree on: folding, slugs, cutting, counting, tables, times and links.
//!
//! It does not know fields or limits; those belong to [`crate::values`].

mod clip;
mod counted;
mod fold;
mod slug;

pub mod csv;
pub mod instant;
pub mod web_address;

pub use clip::clip;
pub use counted::counted;
pub use fold::fold;
pub use slug::{is_slug, slugify};
