//! The front page.

use serde::Serialize;

use super::{EntryCard, Pagination, SitePage};

/// Templates see `entries` and `pagination` beside what every page has.
#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    #[serde(flatten)]
    pub shared: SitePage,
    /// Newest first.
    pub entries: Vec<EntryCard>,
    pub pagination: Pagination,
}
