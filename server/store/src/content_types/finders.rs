//! Finding content types, of which there are few: all at once.

use sea_orm::{EntityTrait, QueryOrder};

use super::ContentTypeRow;
use super::entity::{Column, Entity};
use crate::error::StoreError;
use crate::transaction::Transaction;

/// Every content type, by id.
pub async fn all(transaction: &impl Transaction) -> Result<Vec<ContentTypeRow>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Id).all(transaction.connection()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
