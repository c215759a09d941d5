//! Content types as rows: their files, versions and the steps between them.
//!
//! The text of a definition is parsed by the domain, not here.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::all;
pub use writes::{insert, lock, lock_versions, lock_versions_alone, set_rewritten, update};

use galley_domain::ids::{ContentTypeId, SchemaVersion};
use galley_domain::schema::change::SchemaStep;

use crate::error::StoreError;
use crate::stored;

const TABLE: &str = "content_types";

/// A content type that has an id.
#[derive(Debug, Clone, PartialEq)]
pub struct ContentTypeRow {
    pub id: ContentTypeId,
    /// Entries below it are read through `steps` until they are rewritten.
    pub rewritten_version: SchemaVersion,
    pub created_at: i64,
    pub model: ContentTypeModel,
}

/// What a change of the model decides.
#[derive(Debug, Clone, PartialEq)]
pub struct ContentTypeModel {
    pub singular: String,
    pub plural: String,
    /// The file, as JSON text.
    pub definition: String,
    pub version: SchemaVersion,
    /// Oldest first.
    pub steps: Vec<SchemaStep>,
    pub updated_at: i64,
}

impl TryFrom<entity::Model> for ContentTypeRow {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: ContentTypeId(row.id),
            rewritten_version: SchemaVersion(row.rewritten_version),
            created_at: row.created_at,
            model: ContentTypeModel {
                singular: row.singular,
                plural: row.plural,
                definition: row.definition,
                version: SchemaVersion(row.schema_version),
                steps: stored::json(TABLE, &row.steps)?,
                updated_at: row.updated_at,
            },
        })
    }
}
