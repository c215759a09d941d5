//! Writing settings: each write names the version that it replaces.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Setting;
use super::entity::{Column, Entity};
use crate::bulk::Rows;
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<4> = Rows { table: "settings", columns: ["name", "value", "version", "updated_at"] };

/// Writes a setting that is at the version `expected`, or that does not exist when that is 0. False: somebody was
/// faster, and nothing was written.
pub async fn put(unit: &UnitOfWork, setting: &Setting, expected: i64) -> Result<bool, StoreError> {
    let written = if expected == 0 {
        let row = [
            setting.name.as_str().into(),
            setting.value.as_str().into(),
            setting.version.into(),
            setting.updated_at.into(),
        ];
        ROWS.insert_free(unit.connection(), vec![row]).await?
    } else {
        Entity::update_many()
            .col_expr(Column::Value, setting.value.as_str().into())
            .col_expr(Column::Version, setting.version.into())
            .col_expr(Column::UpdatedAt, setting.updated_at.into())
            .filter(Column::Name.eq(setting.name.as_str()))
            .filter(Column::Version.eq(expected))
            .exec(unit.connection())
            .await?
            .rows_affected
    };
    Ok(written > 0)
}

/// Takes away a setting that is at the version `expected`. False: it is not.
pub async fn remove(unit: &UnitOfWork, name: &str, expected: i64) -> Result<bool, StoreError> {
    let removed = Entity::delete_many()
        .filter(Column::Name.eq(name))
        .filter(Column::Version.eq(expected))
        .exec(unit.connection())
        .await?;
    Ok(removed.rows_affected > 0)
}
