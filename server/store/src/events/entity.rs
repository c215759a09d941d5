//! An event as the database has it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) seq: i64,
    pub(crate) kind: String,
    pub(crate) document_id: Option<Uuid>,
    pub(crate) content_type_id: Option<i32>,
    pub(crate) locale: Option<String>,
    pub(crate) stage: Option<i16>,
    pub(crate) actor: String,
    pub(crate) at: i64,
    pub(crate) payload: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
