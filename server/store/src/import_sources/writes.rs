//! Noting where a source lies.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};
use crate::bulk::Rows;
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<3> = Rows { table: "import_sources", columns: ["source", "place", "noted_at"] };

/// Notes the place of a source that has none yet. False: it has one, and nothing was written.
pub async fn note_first(unit: &UnitOfWork, source: &str, place: &str, now: i64) -> Result<bool, StoreError> {
    let row = [source.into(), place.into(), now.into()];
    Ok(ROWS.insert_free(unit.connection(), vec![row]).await? > 0)
}

/// Notes that a source lies elsewhere now.
pub async fn note_moved(unit: &UnitOfWork, source: &str, place: &str, now: i64) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Place, place.into())
        .col_expr(Column::NotedAt, now.into())
        .filter(Column::Source.eq(source))
        .exec(unit.connection())
        .await?;
    Ok(())
}
