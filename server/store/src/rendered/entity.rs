//! Rendered Markdown as the database has it.

use sea_orm::entity::prelude::*;

use crate::error::StoreError;
use crate::row::Row;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rendered")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) hash: Vec<u8>,
    pub(crate) html: String,
    pub(crate) toc: String,
    pub(crate) excerpt: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Columns in the order of the table's entity.
    pub(crate) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            hash: row.bytes(0)?.to_vec(),
            html: row.text(1)?.to_owned(),
            toc: row.text(2)?.to_owned(),
            excerpt: row.text(3)?.to_owned(),
        })
    }
}
