//! An asset as the database has it.

use sea_orm::entity::prelude::*;

use crate::error::StoreError;
use crate::row::Row;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assets")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) document_id: Uuid,
    pub(crate) hash: Vec<u8>,
    pub(crate) mime: String,
    pub(crate) extension: String,
    pub(crate) size: i64,
    pub(crate) width: Option<i32>,
    pub(crate) height: Option<i32>,
    pub(crate) version: i64,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) created_by: Option<i64>,
    pub(crate) name: String,
    pub(crate) alternative_text: Option<String>,
    pub(crate) caption: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Columns in the order of the table's entity.
    pub(crate) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.integer(0)?,
            document_id: row.document(1)?.uuid(),
            hash: row.bytes(2)?.to_vec(),
            mime: row.text(3)?.to_owned(),
            extension: row.text(4)?.to_owned(),
            size: row.integer(5)?,
            width: row.narrow_or_null(6)?,
            height: row.narrow_or_null(7)?,
            version: row.integer(8)?,
            created_at: row.integer(9)?,
            updated_at: row.integer(10)?,
            created_by: row.integer_or_null(11)?,
            name: row.text(12)?.to_owned(),
            alternative_text: row.text_or_null(13)?.map(str::to_owned),
            caption: row.text_or_null(14)?.map(str::to_owned),
        })
    }
}
