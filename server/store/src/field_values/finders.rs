//! Finding the leaves of entries. Filtering by them is the query compiler's.

use galley_domain::ids::{EntryId, PathId};
use galley_domain::values::FieldValue;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{Column, Entity};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::transaction::Transaction;

/// The leaves of the entries, in the order of their keys.
pub async fn by_entries(
    transaction: &impl Transaction,
    entries: &[EntryId],
) -> Result<Vec<(EntryId, FieldValue)>, StoreError> {
    let mut found = Vec::new();
    for list in lists(entries) {
        let rows = Entity::find()
            .filter(Column::EntryId.is_in(list.into_iter().map(|id| id.0)))
            .order_by_asc(Column::EntryId)
            .order_by_asc(Column::PathId)
            .order_by_asc(Column::Owner)
            .order_by_asc(Column::Position)
            .all(transaction.connection())
            .await?;
        found.extend(rows.into_iter().map(|row| (EntryId(row.entry_id), row.into())));
    }
    Ok(found)
}

/// Those of the entries for which one of the truth values at `paths` is true.
pub async fn where_true(
    transaction: &impl Transaction,
    entries: &[EntryId],
    paths: &[PathId],
) -> Result<Vec<EntryId>, StoreError> {
    let mut found = Vec::new();
    if paths.is_empty() {
        return Ok(found);
    }
    for list in lists(entries) {
        let rows: Vec<i64> = Entity::find()
            .select_only()
            .column(Column::EntryId)
            .filter(Column::EntryId.is_in(list.into_iter().map(|id| id.0)))
            .filter(Column::PathId.is_in(paths.iter().map(|path| path.0)))
            .filter(Column::Number.eq(1.0))
            .into_tuple()
            .all(transaction.connection())
            .await?;
        found.extend(rows.into_iter().map(EntryId));
    }
    Ok(found)
}
