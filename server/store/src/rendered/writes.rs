//! Keeping and removing what entries were rendered to.

use galley_domain::ids::EntryId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::entity::{Column, Entity};
use super::{RenderedRow, TABLE};
use crate::bulk::{Rows, delete_by};
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<6> =
    Rows { table: TABLE, columns: ["entry_id", "source_hash", "renderer", "html", "toc", "excerpt"] };

/// Adds the rows; those that the entries had must be gone.
pub async fn insert(unit: &UnitOfWork, rows: &[RenderedRow]) -> Result<(), StoreError> {
    let rows = rows.iter().map(|RenderedRow { entry, rendering }| {
        [
            entry.0.into(),
            rendering.source_hash.to_vec().into(),
            rendering.renderer.into(),
            rendering.html.as_str().into(),
            rendering.toc.as_str().into(),
            rendering.excerpt.as_str().into(),
        ]
    });
    ROWS.insert(unit.connection(), rows.collect()).await
}

pub async fn delete_for_entries(unit: &UnitOfWork, entries: &[EntryId]) -> Result<(), StoreError> {
    delete_by::<Entity, _>(unit.connection(), Column::EntryId, entries.iter().map(|id| id.0)).await
}

/// Removes at most `limit` rows of other renderers than this one, and says how many those were.
pub async fn remove_of_other_renderers(
    unit: &UnitOfWork,
    renderer: i32,
    limit: u64,
) -> Result<usize, StoreError> {
    let old: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::EntryId)
        .filter(Column::Renderer.ne(renderer))
        .limit(limit)
        .into_tuple()
        .all(unit.connection())
        .await?;
    let old: Vec<EntryId> = old.into_iter().map(EntryId).collect();
    delete_for_entries(unit, &old).await?;
    Ok(old.len())
}
