//! Pure text rules that several layers must agree on: folding, slugs, cutting and times.
//!
//! It does not know fields or limits; those belong to [`crate::values`].

mod clip;
mod fold;
mod slug;

pub mod instant;

pub use clip::clip;
pub use fold::fold;
pub use slug::{is_slug, slugify};
