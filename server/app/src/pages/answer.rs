//! What a visitor gets.

use galley_domain::ids::DocumentId;
use galley_domain::routes::RedirectStatus;

/// A page that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    pub html: String,
    /// What the policy of the page must allow as a style beside the theme's files, when the settings of the theme say
    /// something.
    pub style_hash: Option<String>,
}

/// The answer to one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageAnswer {
    Html {
        page: Drawn,
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
    Missing { page: Drawn },
    /// Nothing is there any more, which an operator says.
    Gone { page: Drawn },
    /// It is somewhere else: an encoded path, or the address of another site that an operator set.
    Moved { path: String, status: RedirectStatus },
}
