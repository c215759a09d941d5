//! Public paths: the patterns of content types, the paths they make, the lists and feeds of the site, what a path asks
//! for, and which paths are reserved.
//!
//! Paths are decoded and NFC; percent-encoding belongs to the surfaces. Who holds a path is the database's knowledge.

mod archives;
mod bounds;
mod feed;
mod key;
mod lists;
mod outline;
mod pattern;
mod redirect;
mod request;
mod reserved;
mod routing;
mod site_file;
mod tree;

pub use archives::{ArchiveOf, archive_of, body_field, is_listed};
pub use bounds::{LONGEST_PATH, MOST_LEVELS, MOST_MOVED, PathTooLong};
pub use feed::FeedKind;
pub use key::path_key;
pub use lists::{ListRoute, RouteSettings};
pub use outline::SiteOutline;
pub use pattern::{Overlap, PathOf, PatternError, RoutePattern};
pub use redirect::RedirectStatus;
pub use request::{Form, RequestedPath, feed_path, markdown_path, page_path};
pub use reserved::{Holder, belongs_to_server, localized, unlocalized};
pub use routing::Routing;
pub use site_file::{SiteFile, page_changed_at};
pub use tree::Tree;
