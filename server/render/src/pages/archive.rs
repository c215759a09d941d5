//! The list of entries under one term: a tag, a category, an author.

use serde::Serialize;

use super::{EntryCard, Image, Pagination, SitePage};

/// Templates see `term`, `entries` and `pagination` beside what every page has.
#[derive(Debug, Clone, Serialize)]
pub struct ArchivePage {
    #[serde(flatten)]
    pub shared: SitePage,
    pub term: Term,
    /// Newest first.
    pub entries: Vec<EntryCard>,
    pub pagination: Pagination,
}

/// What the entries of an archive have in common.
#[derive(Debug, Clone, Serialize)]
pub struct Term {
    /// The singular name of the type, such as `tag`, `category` or `author`.
    pub taxonomy: String,
    pub slug: String,
    pub name: String,
    pub description: Option<String>,
    pub image: Option<Image>,
    pub url: String,
}
