//! Finding what was imported.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Import;
use super::entity::{Column, Entity};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::transaction::Transaction;

pub async fn find(
    transaction: &impl Transaction,
    source: &str,
    external_key: &str,
) -> Result<Option<Import>, StoreError> {
    Ok(by_keys(transaction, source, &[external_key]).await?.into_iter().next())
}

/// Those of a source's things that were imported before.
pub async fn by_keys(
    transaction: &impl Transaction,
    source: &str,
    external_keys: &[&str],
) -> Result<Vec<Import>, StoreError> {
    let mut found = Vec::new();
    for list in lists(external_keys) {
        let rows = Entity::find()
            .filter(Column::Source.eq(source))
            .filter(Column::ExternalKey.is_in(list))
            .all(transaction.connection())
            .await?;
        for row in rows {
            found.push(row.try_into()?);
        }
    }
    Ok(found)
}
