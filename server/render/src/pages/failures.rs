//! The pages for what does not exist and for what went wrong.

use serde::Serialize;

use super::{EntryLink, SitePage};

/// Nothing is at this address. Templates see `path`, `suggestions` and `latest` beside what every page has.
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundPage {
    #[serde(flatten)]
    pub shared: SitePage,
    /// What was asked for.
    pub path: String,
    /// Entries that the reader may have meant; may be empty.
    pub suggestions: Vec<EntryLink>,
    /// The newest entries, when nothing can be suggested.
    pub latest: Vec<EntryLink>,
}

/// The server failed. Templates see `error` beside what every page has; nothing of the cause is in it.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorPage {
    #[serde(flatten)]
    pub shared: SitePage,
    pub error: ErrorNotice,
}

/// What a reader may know of a failure.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorNotice {
    /// The HTTP status.
    pub status: u16,
    /// What the reader quotes to the operator, who finds it in the log.
    pub request_id: Option<String>,
}
