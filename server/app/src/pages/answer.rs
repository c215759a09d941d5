//! What a visitor gets.

use galley_domain::ids::DocumentId;
use galley_domain::routes::RedirectStatus;

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
    /// Nothing is there any more, which an operator says.
    Gone { html: String },
    /// It is somewhere else: an encoded path, or the address of another site that an operator set.
    Moved { path: String, status: RedirectStatus },
}
