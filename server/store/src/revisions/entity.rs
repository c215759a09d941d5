//! A revision as the database has it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revisions")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) document_id: Uuid,
    pub(crate) locale: String,
    pub(crate) number: i64,
    pub(crate) kind: String,
    pub(crate) open: bool,
    pub(crate) schema_version: i32,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) name: Option<String>,
    pub(crate) authors: String,
    pub(crate) data: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
