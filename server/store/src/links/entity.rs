//! A link as the database has it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "links")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) entry_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) path_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) owner: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) position: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) target_kind: i16,
    pub(crate) target: Uuid,
    pub(crate) stage: i16,
    pub(crate) locale: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
