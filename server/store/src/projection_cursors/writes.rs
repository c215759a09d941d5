//! Moving cursors, and forgetting those of nodes that are gone.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Cursor;
use super::entity::{Column, Entity};
use crate::bulk::Rows;
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<4> = Rows { table: "projection_cursors", columns: ["node", "projection", "seq", "seen_at"] };

/// Says where a projection stands. Nobody else writes its row.
pub async fn put(unit: &UnitOfWork, cursor: &Cursor) -> Result<(), StoreError> {
    let moved = Entity::update_many()
        .col_expr(Column::Seq, cursor.seq.0.into())
        .col_expr(Column::SeenAt, cursor.seen_at.into())
        .filter(Column::Node.eq(cursor.node.as_str()))
        .filter(Column::Projection.eq(cursor.projection.as_str()))
        .exec(unit.connection())
        .await?;
    if moved.rows_affected > 0 {
        return Ok(());
    }
    let row = [
        cursor.node.as_str().into(),
        cursor.projection.as_str().into(),
        cursor.seq.0.into(),
        cursor.seen_at.into(),
    ];
    ROWS.insert(unit.connection(), vec![row]).await
}

/// A node stops, and needs nothing of the log any more.
pub async fn remove(unit: &UnitOfWork, node: &str) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Node.eq(node)).exec(unit.connection()).await?;
    Ok(())
}

/// Forgets cursors that did not move since a time, and says how many. Whoever wakes up without one rebuilds.
pub async fn forget_silent(unit: &UnitOfWork, since: i64) -> Result<u64, StoreError> {
    let gone = Entity::delete_many().filter(Column::SeenAt.lt(since)).exec(unit.connection()).await?;
    Ok(gone.rows_affected)
}
