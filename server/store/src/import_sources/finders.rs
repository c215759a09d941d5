//! Finding where a source lies.

use sea_orm::EntityTrait;

use super::entity::Entity;
use crate::error::StoreError;
use crate::transaction::Transaction;

/// The place of a source that was imported before.
pub async fn place(transaction: &impl Transaction, source: &str) -> Result<Option<String>, StoreError> {
    Ok(Entity::find_by_id(source).one(transaction.connection()).await?.map(|row| row.place))
}
