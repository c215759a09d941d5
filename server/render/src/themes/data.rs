//! What a template may ask the site for while it renders.
//!
//! The application answers from the database, under the rights of the reader and noting what was read; samples answer
//! from nothing. Calls block, so a render runs where blocking is allowed.

use std::error::Error;

use galley_domain::ids::DocumentId;

use crate::pages::EntryCard;

/// The answers to the functions of templates.
pub trait PageData: Send + Sync {
    /// Published entries of one type, at most `request.limit` of them.
    fn list(&self, request: &ListRequest) -> Result<Vec<EntryCard>, DataError>;
    /// The published entry of a type with this slug.
    fn entry(&self, content_type: &str, slug: &str) -> Result<Option<EntryCard>, DataError>;
    /// The current path of a published document.
    fn url(&self, document: DocumentId) -> Result<Option<String>, DataError>;
}

/// What `entries(…)` asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRequest {
    /// The singular name of the content type.
    pub content_type: String,
    /// All of them must hold.
    pub conditions: Vec<Condition>,
    /// As in the content API: `published_at:desc`. Absent: the newest first.
    pub sort: Option<String>,
    /// 1 to 100.
    pub limit: usize,
}

/// A field that must have a value; a relation is compared by the slug of its target.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub field: String,
    pub value: serde_json::Value,
}

/// Why the data of a page could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The template asks for something that does not exist, such as an unknown type or field. Shown to its author.
    #[error("{0}")]
    Refused(String),
    /// The site could not answer.
    #[error("the site could not answer")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
}
