//! A menu as the database has it.

use sea_orm::entity::prelude::*;

use crate::error::StoreError;
use crate::row::Row;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "menus")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) name: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) locale: String,
    pub(crate) items: String,
    pub(crate) version: i64,
    pub(crate) updated_at: i64,
    pub(crate) updated_by: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Columns in the order of the table's entity.
    pub(crate) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            name: row.text(0)?.to_owned(),
            locale: row.text(1)?.to_owned(),
            items: row.text(2)?.to_owned(),
            version: row.integer(3)?,
            updated_at: row.integer(4)?,
            updated_by: row.integer_or_null(5)?,
        })
    }
}
