//! The front page.

use serde::Serialize;

use super::{EntryCard, Pagination, SitePage, TermLink};

/// Templates see `entries`, `sections` and `pagination` beside what every page has.
#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    #[serde(flatten)]
    pub shared: SitePage,
    /// Newest first.
    pub entries: Vec<EntryCard>,
    /// What else the site wrote lately, by category, else by tag, else by author. On the first page only.
    pub sections: Vec<Section>,
    pub pagination: Pagination,
}

/// Entries of one term that the front page does not list above.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    pub term: TermLink,
    /// Newest first. Bodies are not read for them, so they have no excerpt unless an editor wrote one.
    pub entries: Vec<EntryCard>,
}
