//! Finding content types.

use galley_domain::ids::ContentTypeId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::ContentTypeRow;
use super::entity::{Column, Entity};
use crate::error::StoreError;
use crate::transaction::Transaction;

/// Every content type, by id.
pub async fn all(transaction: &impl Transaction) -> Result<Vec<ContentTypeRow>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Id).all(transaction.connection()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

pub async fn by_id(
    transaction: &impl Transaction,
    id: ContentTypeId,
) -> Result<Option<ContentTypeRow>, StoreError> {
    Entity::find_by_id(id.0).one(transaction.connection()).await?.map(TryInto::try_into).transpose()
}

pub async fn by_singular(
    transaction: &impl Transaction,
    singular: &str,
) -> Result<Option<ContentTypeRow>, StoreError> {
    let found = Entity::find().filter(Column::Singular.eq(singular)).one(transaction.connection()).await?;
    found.map(TryInto::try_into).transpose()
}
