//! Writing links: all of an entry's at once.

use galley_domain::ids::EntryId;

use super::entity::{Column, Entity};
use super::{EntryLinks, TABLE, target_columns};
use crate::bulk::{Rows, delete_by};
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<8> = Rows {
    table: TABLE,
    columns: ["entry_id", "path_id", "owner", "position", "target_kind", "target", "stage", "locale"],
};

pub async fn delete(unit: &UnitOfWork, entries: &[EntryId]) -> Result<(), StoreError> {
    delete_by::<Entity, _>(unit.connection(), Column::EntryId, entries.iter().map(|id| id.0)).await
}

/// Inserts the links of entries that have none in the table.
pub async fn insert(unit: &UnitOfWork, entries: &[EntryLinks<'_>]) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(entries.iter().map(|entry| entry.links.len()).sum());
    for entry in entries {
        rows.extend(entry.links.iter().map(|link| {
            let (kind, target) = target_columns(link.target);
            [
                entry.entry.0.into(),
                link.path.0.into(),
                link.owner.0.into(),
                link.position.into(),
                kind.into(),
                target.uuid().into(),
                entry.stage.number().into(),
                entry.locale.as_str().into(),
            ]
        }));
    }
    ROWS.insert(unit.connection(), rows).await
}
