//! Finding components, of which there are few: all at once.

use sea_orm::{EntityTrait, QueryOrder};

use super::ComponentRow;
use super::entity::{Column, Entity};
use crate::error::StoreError;
use crate::transaction::Transaction;

/// Every component, by name.
pub async fn all(transaction: &impl Transaction) -> Result<Vec<ComponentRow>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Name).all(transaction.connection()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
