//! A route as the database has it.

use galley_domain::ids::DocumentId;
use sea_orm::entity::prelude::*;

use crate::error::StoreError;
use crate::row::Row;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "routes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) path_hash: Vec<u8>,
    pub(crate) kind: i16,
    pub(crate) content_type_id: Option<i32>,
    pub(crate) document_id: Option<Uuid>,
    pub(crate) locale: String,
    pub(crate) created_at: i64,
    pub(crate) path: String,
    pub(crate) target_path: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Columns in the order of the table's entity.
    pub(crate) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            path_hash: row.bytes(0)?.to_vec(),
            kind: row.narrow(1)?,
            content_type_id: row.narrow_or_null(2)?,
            document_id: row.document_or_null(3)?.map(DocumentId::uuid),
            locale: row.text(4)?.to_owned(),
            created_at: row.integer(5)?,
            path: row.text(6)?.to_owned(),
            target_path: row.text_or_null(7)?.map(str::to_owned),
        })
    }
}
