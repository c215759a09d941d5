//! Uploaded files as rows. Their bytes are elsewhere, under their hash.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{by_documents, by_ids, count, find, find_by_document, list, named};
pub use writes::{insert, lock, remove, update};

use galley_domain::ids::{AssetId, DocumentId, UserId};

use crate::error::StoreError;
use crate::stored;

const TABLE: &str = "assets";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetRow {
    pub id: AssetId,
    pub document: DocumentId,
    pub hash: [u8; 32],
    pub mime: String,
    /// Without a dot.
    pub extension: String,
    /// In bytes.
    pub size: i64,
    pub width: Option<i32>,
    pub height: Option<i32>,
    /// Raised by one with every change; the lock token.
    pub version: i64,
    pub created_at: i64,
    pub updated_at: i64,
    pub created_by: Option<UserId>,
    pub name: String,
    pub alternative_text: Option<String>,
    pub caption: Option<String>,
}

/// What an asset begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAssetRow {
    pub document: DocumentId,
    pub hash: [u8; 32],
    pub mime: String,
    pub extension: String,
    pub size: i64,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub created_at: i64,
    pub created_by: Option<UserId>,
    pub name: String,
    pub alternative_text: Option<String>,
    pub caption: Option<String>,
}

impl TryFrom<entity::Model> for AssetRow {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: AssetId(row.id),
            document: DocumentId::from_uuid(row.document_id),
            hash: stored::hash(TABLE, row.hash)?,
            mime: row.mime,
            extension: row.extension,
            size: row.size,
            width: row.width,
            height: row.height,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            created_by: row.created_by.map(UserId),
            name: row.name,
            alternative_text: row.alternative_text,
            caption: row.caption,
        })
    }
}
