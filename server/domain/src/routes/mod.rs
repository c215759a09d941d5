//! Public paths: the patterns of content types, the paths they make, the lists and feeds of the site, what a path asks
//! for, and which paths are reserved.
//!
//! Paths are decoded and NFC; percent-encoding belongs to the surfaces. Who holds a path is the database's knowledge.

mod archives;
mod feed;
mod key;
mod lists;
mod pattern;
mod request;
mod reserved;
mod routing;

pub use archives::{ArchiveOf, archive_of, body_field, is_listed};
pub use feed::FeedKind;
pub use key::path_key;
pub use lists::{ListRoute, RouteSettings};
pub use pattern::{PathOf, PatternError, RoutePattern};
pub use request::{Form, RequestedPath, feed_path, page_path};
pub use reserved::{Holder, belongs_to_server, localized};
pub use routing::Routing;
