//! A route as the database has it.

use sea_orm::entity::prelude::*;

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
