//! Entries as rows: one document in one locale and stage.
//!
//! The text of `data` and `served` is made and read by the domain.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{
    by_documents, by_ids, by_slug, heads, locale_is_used, published_heads, published_heads_of,
    published_heads_of_documents, slugs_like, stale,
};
pub use writes::{delete, insert, update};

use std::ops::Deref;

use galley_domain::ids::{ContentTypeId, DocumentId, EntryId, EntryVersion, RevisionNumber, SchemaVersion};
use galley_domain::locales::{Locale, Stage};
use galley_domain::roles::ActorRef;

use crate::error::StoreError;
use crate::stored;

const TABLE: &str = "entries";

/// An entry that has an id; its columns are read as if they were its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    pub row: EntryRow,
}

impl Deref for Entry {
    type Target = EntryRow;

    fn deref(&self) -> &EntryRow {
        &self.row
    }
}

/// Everything of an entry but its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    pub document: DocumentId,
    pub content_type: ContentTypeId,
    pub locale: Locale,
    pub stage: Stage,
    pub version: EntryVersion,
    /// The number of the revision that the row shows.
    pub revision: Option<RevisionNumber>,
    /// None while it is empty.
    pub slug: Option<String>,
    pub schema_version: SchemaVersion,
    pub published_at: Option<i64>,
    pub first_published_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    pub created_by: Option<ActorRef>,
    pub updated_by: Option<ActorRef>,
    pub trashed_at: Option<i64>,
    /// The members that a bare read may show to anybody.
    pub served: String,
    /// The canonical document, written for `schema_version`.
    pub data: String,
}

/// What is needed to find an entry and to see whether it moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryHead {
    pub id: EntryId,
    pub document: DocumentId,
    pub content_type: ContentTypeId,
    pub locale: Locale,
    pub stage: Stage,
    pub version: EntryVersion,
    pub trashed_at: Option<i64>,
}

/// What the path of a published entry is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedHead {
    pub id: EntryId,
    pub document: DocumentId,
    pub locale: Locale,
    pub slug: Option<String>,
    pub published_at: Option<i64>,
}

impl TryFrom<entity::Model> for Entry {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: EntryId(row.id),
            row: EntryRow {
                document: DocumentId::from_uuid(row.document_id),
                content_type: ContentTypeId(row.content_type_id),
                locale: Locale::from_stored(row.locale),
                stage: stored::stage(TABLE, row.stage)?,
                version: EntryVersion(row.version),
                revision: row.revision.map(RevisionNumber),
                slug: row.slug,
                schema_version: SchemaVersion(row.schema_version),
                published_at: row.published_at,
                first_published_at: row.first_published_at,
                created_at: row.created_at,
                updated_at: row.updated_at,
                created_by: row.created_by.map(|actor| ActorRef::from_number(Some(actor))),
                updated_by: row.updated_by.map(|actor| ActorRef::from_number(Some(actor))),
                trashed_at: row.trashed_at,
                served: row.served,
                data: row.data,
            },
        })
    }
}
