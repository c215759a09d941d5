//! Links from entries to documents and assets. Derived from `entries.data` by the domain.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{by_entries, to};
pub use writes::{delete, insert};

use galley_domain::ids::{ContentTypeId, DocumentId, EntryId, InstanceId, PathId};
use galley_domain::locales::{Locale, Stage};
use galley_domain::values::{Link, LinkTarget};

use crate::error::StoreError;

const TABLE: &str = "links";

/// The links of one entry, on their way into the table.
#[derive(Debug, Clone, Copy)]
pub struct EntryLinks<'a> {
    pub entry: EntryId,
    pub stage: Stage,
    pub locale: &'a Locale,
    pub links: &'a [Link],
}

/// One place where a document or asset is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    pub entry: EntryId,
    pub document: DocumentId,
    pub content_type: ContentTypeId,
    pub locale: Locale,
    pub stage: Stage,
    pub path: PathId,
}

/// The kind and the identity of a target, as columns.
pub(crate) const fn target_columns(target: LinkTarget) -> (i16, DocumentId) {
    match target {
        LinkTarget::Document(id) => (0, id),
        LinkTarget::Asset(id) => (1, id),
    }
}

impl TryFrom<entity::Model> for Link {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        let id = DocumentId::from_uuid(row.target);
        let target = match row.target_kind {
            0 => LinkTarget::Document(id),
            1 => LinkTarget::Asset(id),
            kind => return Err(StoreError::corrupt(TABLE, format!("`{kind}` is no kind of target"))),
        };
        Ok(Self { path: PathId(row.path_id), owner: InstanceId(row.owner), position: row.position, target })
    }
}
