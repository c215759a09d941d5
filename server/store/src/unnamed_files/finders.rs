//! Finding files that have been unnamed for long.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::TABLE;
use super::entity::{Column, Entity};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::stored;
use crate::transaction::Transaction;

/// Some files that were found unnamed at `before` or earlier.
pub async fn due(
    transaction: &impl Transaction,
    before: i64,
    limit: u64,
) -> Result<Vec<[u8; 32]>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Since.lte(before))
        .order_by_asc(Column::Hash)
        .limit(limit)
        .all(transaction.connection())
        .await?;
    rows.into_iter().map(|row| stored::hash(TABLE, row.hash)).collect()
}

/// Those of the hashes that are not noted.
pub async fn unknown(
    transaction: &impl Transaction,
    hashes: &[[u8; 32]],
) -> Result<Vec<[u8; 32]>, StoreError> {
    let mut known = HashSet::new();
    for list in lists(hashes) {
        let some = Entity::find().filter(Column::Hash.is_in(list.into_iter().map(|hash| hash.to_vec())));
        known.extend(some.all(transaction.connection()).await?.into_iter().map(|row| row.hash));
    }
    Ok(hashes.iter().filter(|hash| !known.contains(&hash[..])).copied().collect())
}
