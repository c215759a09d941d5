//! Finding tokens by id and by hash.

use galley_domain::ids::TokenId;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::TokenRow;
use super::entity::{Column, Entity};
use crate::error::StoreError;
use crate::transaction::Transaction;

pub async fn find(transaction: &impl Transaction, id: TokenId) -> Result<Option<TokenRow>, StoreError> {
    Entity::find_by_id(id.0).one(transaction.connection()).await?.map(TryInto::try_into).transpose()
}

pub async fn find_by_hash(
    transaction: &impl Transaction,
    hash: &[u8; 32],
) -> Result<Option<TokenRow>, StoreError> {
    let found = Entity::find().filter(Column::Hash.eq(hash.to_vec())).one(transaction.connection()).await?;
    found.map(TryInto::try_into).transpose()
}

/// How many there are.
pub async fn count(transaction: &impl Transaction) -> Result<u64, StoreError> {
    Ok(Entity::find().count(transaction.connection()).await?)
}

/// The next tokens after an id, oldest first.
pub async fn list(
    transaction: &impl Transaction,
    after: Option<TokenId>,
    limit: u64,
) -> Result<Vec<TokenRow>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Id.gt(after.map_or(0, |id| id.0)))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(transaction.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
