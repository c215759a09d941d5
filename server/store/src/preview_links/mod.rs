//! Preview links as rows: which draft each shows, and until when.

mod finders;
mod writes;

pub use finders::{find, list};
pub use writes::{insert, remove, remove_expired};

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;

const TABLE: &str = "preview_links";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewLinkRow {
    /// Of the link itself; made like that of a document.
    pub id: DocumentId,
    pub document: DocumentId,
    pub locale: Locale,
    pub expires_at: i64,
    pub created_at: i64,
    /// Users above 0, tokens below, 0 the system.
    pub created_by: Option<i64>,
}
