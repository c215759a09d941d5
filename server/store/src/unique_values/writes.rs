//! Taking and giving up values.

use galley_domain::ids::EntryId;

use super::entity::{Column, Entity};
use super::{HeldValue, finders};
use crate::bulk::{Rows, delete_by};
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<5> =
    Rows { table: "unique_values", columns: ["path_id", "locale", "hash", "entry_id", "document_id"] };

/// Gives up all values of the entries. Before values of the same list are taken, so that two entries may swap theirs.
pub async fn delete_for_entries(unit: &UnitOfWork, entries: &[EntryId]) -> Result<(), StoreError> {
    delete_by::<Entity, _>(unit.connection(), Column::EntryId, entries.iter().map(|id| id.0)).await
}

/// Takes the values, and gives those that another entry has, with their holders. When there are any, the unit of
/// work must not be committed.
pub async fn insert_all(unit: &UnitOfWork, values: &[HeldValue]) -> Result<Vec<HeldValue>, StoreError> {
    let rows = values.iter().map(|value| {
        [
            value.key.path.0.into(),
            value.key.locale.as_str().into(),
            value.key.hash.to_vec().into(),
            value.entry.0.into(),
            value.document.uuid().into(),
        ]
    });
    let taken = ROWS.insert_free(unit.connection(), rows.collect()).await?;
    if usize::try_from(taken).is_ok_and(|taken| taken == values.len()) {
        return Ok(Vec::new());
    }
    let mut collisions = Vec::new();
    for value in values {
        let holder = finders::holder(unit, &value.key).await?;
        collisions.extend(holder.filter(|holder| holder.entry != value.entry));
    }
    Ok(collisions)
}
