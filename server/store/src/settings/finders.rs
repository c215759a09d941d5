//! Finding settings by their name.

use sea_orm::EntityTrait;

use super::Setting;
use super::entity::Entity;
use crate::error::StoreError;
use crate::transaction::Transaction;

pub async fn find(transaction: &impl Transaction, name: &str) -> Result<Option<Setting>, StoreError> {
    Ok(Entity::find_by_id(name).one(transaction.connection()).await?.map(Into::into))
}
