//! Writing the leaves of entries: all of an entry's at once.

use galley_domain::ids::EntryId;

use super::EntryValues;
use super::entity::{Column, Entity};
use crate::bulk::{Rows, delete_by};
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<10> = Rows {
    table: "field_values",
    columns: [
        "entry_id", "path_id", "owner", "position", "stage", "locale", "text", "folded", "number", "time",
    ],
};

pub async fn delete(unit: &UnitOfWork, entries: &[EntryId]) -> Result<(), StoreError> {
    delete_by::<Entity, _>(unit.connection(), Column::EntryId, entries.iter().map(|id| id.0)).await
}

/// Inserts the leaves of entries that have none in the table.
pub async fn insert(unit: &UnitOfWork, entries: &[EntryValues<'_>]) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(entries.iter().map(|entry| entry.values.len()).sum());
    for entry in entries {
        rows.extend(entry.values.iter().map(|value| {
            [
                entry.entry.0.into(),
                value.path.0.into(),
                value.owner.0.into(),
                value.position.into(),
                entry.stage.number().into(),
                entry.locale.as_str().into(),
                value.text.clone().into(),
                value.folded.clone().into(),
                value.number.into(),
                value.time.into(),
            ]
        }));
    }
    ROWS.insert(unit.connection(), rows).await
}
