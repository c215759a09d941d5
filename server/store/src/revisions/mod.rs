//! Revisions as rows: numbered snapshots of drafts. When one opens and closes is decided by the domain.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{by_number, count, latest, list, newest, open};
pub use writes::{close, delete_for_documents, insert, rewrite};

use std::ops::Deref;

use galley_domain::documents::RevisionKind;
use galley_domain::ids::{DocumentId, RevisionId, RevisionNumber, SchemaVersion};
use galley_domain::locales::Locale;
use galley_domain::roles::ActorRef;

use crate::error::StoreError;
use crate::stored;

const TABLE: &str = "revisions";

/// A revision without its data, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionHead {
    pub document: DocumentId,
    pub locale: Locale,
    /// From 1, without gaps, for each document and locale.
    pub number: RevisionNumber,
    pub kind: RevisionKind,
    /// Autosave still rewrites it.
    pub open: bool,
    pub schema_version: SchemaVersion,
    pub created_at: i64,
    pub updated_at: i64,
    pub name: Option<String>,
    pub authors: Vec<ActorRef>,
}

/// Everything of a revision but its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionRow {
    pub head: RevisionHead,
    /// The canonical document, written for `schema_version`. Never rewritten.
    pub data: String,
}

/// A revision that has an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub id: RevisionId,
    pub row: RevisionRow,
}

impl Deref for Revision {
    type Target = RevisionHead;

    fn deref(&self) -> &RevisionHead {
        &self.row.head
    }
}

impl TryFrom<entity::Model> for Revision {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        let kind = RevisionKind::from_stored(&row.kind)
            .ok_or_else(|| StoreError::corrupt(TABLE, format!("`{}` is no kind of revision", row.kind)))?;
        let authors: Vec<String> = stored::json(TABLE, &row.authors)?;
        let head = RevisionHead {
            document: DocumentId::from_uuid(row.document_id),
            locale: Locale::from_stored(row.locale),
            number: RevisionNumber(row.number),
            kind,
            open: row.open,
            schema_version: SchemaVersion(row.schema_version),
            created_at: row.created_at,
            updated_at: row.updated_at,
            name: row.name,
            authors: authors.iter().map(|author| stored::parsed(TABLE, author)).collect::<Result<_, _>>()?,
        };
        Ok(Self { id: RevisionId(row.id), row: RevisionRow { head, data: row.data } })
    }
}
