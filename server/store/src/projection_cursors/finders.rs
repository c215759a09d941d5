//! Reading cursors.

use sea_orm::{EntityTrait, QueryOrder};

use super::Cursor;
use super::entity::{Column, Entity};
use crate::error::StoreError;
use crate::transaction::Transaction;

/// Those that are furthest behind come first.
pub async fn all(transaction: &impl Transaction) -> Result<Vec<Cursor>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Seq).all(transaction.connection()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
