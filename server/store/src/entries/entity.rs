//! An entry as the database has it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "entries")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) document_id: Uuid,
    pub(crate) content_type_id: i32,
    pub(crate) locale: String,
    pub(crate) stage: i16,
    pub(crate) version: i64,
    pub(crate) revision: Option<i64>,
    pub(crate) slug: Option<String>,
    pub(crate) schema_version: i32,
    pub(crate) published_at: Option<i64>,
    pub(crate) first_published_at: Option<i64>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) created_by: Option<i64>,
    pub(crate) updated_by: Option<i64>,
    pub(crate) trashed_at: Option<i64>,
    pub(crate) served: String,
    pub(crate) data: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
