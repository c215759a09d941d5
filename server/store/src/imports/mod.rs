//! What was imported from where, as rows.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{by_keys, find};
pub use writes::{delete_for_documents, put};

use galley_domain::ids::{DocumentId, RevisionNumber};
use galley_domain::locales::Locale;

use crate::error::StoreError;
use crate::stored;

/// One thing of a source, and what it became here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub source: String,
    /// Its name there.
    pub external_key: String,
    pub document: DocumentId,
    pub locale: Locale,
    pub content_hash: [u8; 32],
    /// The revision that the import made. A later one was made here.
    pub revision: Option<RevisionNumber>,
    pub imported_at: i64,
}

impl TryFrom<entity::Model> for Import {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        Ok(Self {
            source: row.source,
            external_key: row.external_key,
            document: DocumentId::from_uuid(row.document_id),
            locale: Locale::from_stored(row.locale),
            content_hash: stored::hash("imports", row.content_hash)?,
            revision: row.revision.map(RevisionNumber),
            imported_at: row.imported_at,
        })
    }
}
