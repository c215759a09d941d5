//! The list of entries under one term (a tag, a category, an author), or of all of a type.

use serde::Serialize;

use super::{EntryCard, Image, Pagination, SitePage};

/// Templates see `term`, `entries` and `pagination` beside what every page has.
#[derive(Debug, Clone, Serialize)]
pub struct ArchivePage {
    #[serde(flatten)]
    pub shared: SitePage,
    /// What decides on the template.
    #[serde(skip)]
    pub list: ListOf,
    pub term: Term,
    /// Newest first.
    pub entries: Vec<EntryCard>,
    pub pagination: Pagination,
}

/// What an archive lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListOf {
    /// All of a content type, by its singular name.
    Type { content_type: String },
    /// What names a term.
    Term,
}

/// What the entries of an archive have in common.
#[derive(Debug, Clone, Serialize)]
pub struct Term {
    /// The singular name of the type, such as `tag`, `category` or `author`; empty for a list of all of a type.
    pub taxonomy: String,
    pub slug: String,
    pub name: String,
    pub description: Option<String>,
    pub image: Option<Image>,
    pub url: String,
}
