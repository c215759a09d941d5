//! Finding what sources were rendered to.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::entity::{Column, Entity};
use super::{Rendering, RenderingHash, TABLE};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::stored;
use crate::transaction::Transaction;

/// Those of the renderings that are there.
pub async fn by_hashes(
    transaction: &impl Transaction,
    hashes: &[RenderingHash],
) -> Result<HashMap<RenderingHash, Rendering>, StoreError> {
    let mut found = HashMap::with_capacity(hashes.len());
    for list in lists(hashes) {
        let some = Entity::find().filter(Column::Hash.is_in(list.into_iter().map(Vec::from)));
        for row in some.all(transaction.connection()).await? {
            let hash = stored::hash(TABLE, row.hash)?;
            found.insert(hash, Rendering { hash, html: row.html, toc: row.toc, excerpt: row.excerpt });
        }
    }
    Ok(found)
}

/// The beginnings of those that are there, as plain text.
pub async fn excerpts(
    transaction: &impl Transaction,
    hashes: &[RenderingHash],
) -> Result<HashMap<RenderingHash, String>, StoreError> {
    let mut found = HashMap::with_capacity(hashes.len());
    for list in lists(hashes) {
        let rows: Vec<(Vec<u8>, String)> = Entity::find()
            .select_only()
            .column(Column::Hash)
            .column(Column::Excerpt)
            .filter(Column::Hash.is_in(list.into_iter().map(Vec::from)))
            .into_tuple()
            .all(transaction.connection())
            .await?;
        for (hash, excerpt) in rows {
            found.insert(stored::hash(TABLE, hash)?, excerpt);
        }
    }
    Ok(found)
}

/// Which of the renderings are there.
pub async fn known(
    transaction: &impl Transaction,
    hashes: &[RenderingHash],
) -> Result<HashSet<RenderingHash>, StoreError> {
    let mut found = HashSet::with_capacity(hashes.len());
    for list in lists(hashes) {
        let rows: Vec<Vec<u8>> = Entity::find()
            .select_only()
            .column(Column::Hash)
            .filter(Column::Hash.is_in(list.into_iter().map(Vec::from)))
            .into_tuple()
            .all(transaction.connection())
            .await?;
        for hash in rows {
            found.insert(stored::hash(TABLE, hash)?);
        }
    }
    Ok(found)
}
