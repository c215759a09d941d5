//! Public paths: the patterns of content types, the paths they make, and which of them are reserved.
//!
//! Paths are decoded and NFC; percent-encoding belongs to the surfaces. Who holds a path is the database's knowledge.

mod key;
mod pattern;
mod reserved;

pub use key::path_key;
pub use pattern::{PatternError, RoutePattern};
pub use reserved::{is_reserved, localized};
