//! A setting as the database has it.

use sea_orm::entity::prelude::*;

use crate::error::StoreError;
use crate::row::Row;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "settings")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) version: i64,
    pub(crate) updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Columns in the order of the table's entity.
    pub(crate) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            name: row.text(0)?.to_owned(),
            value: row.text(1)?.to_owned(),
            version: row.integer(2)?,
            updated_at: row.integer(3)?,
        })
    }
}
