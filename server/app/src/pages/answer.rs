//! What a visitor gets.

use galley_domain::ids::DocumentId;

/// The answer to one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageAnswer {
    Html {
        html: String,
        /// The documents that the page shows, for surrogate keys.
        shows: Vec<DocumentId>,
    },
    /// Something for machines: a feed, the sitemap, `robots.txt`.
    File {
        content_type: &'static str,
        body: Vec<u8>,
        /// As for a page.
        shows: Vec<DocumentId>,
    },
    /// Nothing is there; the page says so and offers ways on.
    Missing { html: String },
    /// It is somewhere else for good; a path with its characters encoded.
    Moved { path: String },
}
