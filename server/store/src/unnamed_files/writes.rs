//! Noting and forgetting unnamed files.

use super::TABLE;
use super::entity::{Column, Entity};
use crate::bulk::{Rows, delete_by};
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<2> = Rows { table: TABLE, columns: ["hash", "since"] };

/// Notes that the files are unnamed; those that are noted keep their time.
pub async fn note(unit: &UnitOfWork, hashes: &[[u8; 32]], since: i64) -> Result<(), StoreError> {
    let rows = hashes.iter().map(|hash| [hash.to_vec().into(), since.into()]);
    ROWS.insert_free(unit.connection(), rows.collect()).await.map(drop)
}

/// Forgets about the files.
pub async fn remove(unit: &UnitOfWork, hashes: &[[u8; 32]]) -> Result<(), StoreError> {
    delete_by::<Entity, _>(unit.connection(), Column::Hash, hashes.iter().map(|hash| hash.to_vec())).await
}
