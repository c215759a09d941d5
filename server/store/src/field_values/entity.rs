//! A field value as the database has it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "field_values")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) entry_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) path_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) owner: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) position: i32,
    pub(crate) stage: i16,
    pub(crate) locale: String,
    pub(crate) text: Option<String>,
    pub(crate) folded: Option<String>,
    pub(crate) number: Option<f64>,
    pub(crate) time: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
