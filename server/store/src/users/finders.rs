//! Finding users by id and address, and counting owners.

use galley_domain::ids::UserId;
use galley_domain::roles::Role;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::UserRow;
use super::entity::{Column, Entity};
use crate::error::StoreError;
use crate::transaction::Transaction;

pub async fn find(transaction: &impl Transaction, id: UserId) -> Result<Option<UserRow>, StoreError> {
    Entity::find_by_id(id.0).one(transaction.connection()).await?.map(TryInto::try_into).transpose()
}

pub async fn find_by_email_key(
    transaction: &impl Transaction,
    email_key: &str,
) -> Result<Option<UserRow>, StoreError> {
    let found = Entity::find().filter(Column::EmailKey.eq(email_key)).one(transaction.connection()).await?;
    found.map(TryInto::try_into).transpose()
}

/// How many there are.
pub async fn count(transaction: &impl Transaction) -> Result<u64, StoreError> {
    Ok(Entity::find().count(transaction.connection()).await?)
}

/// The next users after an id, oldest first.
pub async fn list(
    transaction: &impl Transaction,
    after: Option<UserId>,
    limit: u64,
) -> Result<Vec<UserRow>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Id.gt(after.map_or(0, |id| id.0)))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(transaction.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

pub async fn count_with_role(transaction: &impl Transaction, role: Role) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::Role.eq(role.as_str())).count(transaction.connection()).await?)
}

/// Owners who can sign in.
pub async fn count_active_owners(transaction: &impl Transaction) -> Result<u64, StoreError> {
    let owners =
        Entity::find().filter(Column::Role.eq(Role::Owner.as_str())).filter(Column::SuspendedAt.is_null());
    Ok(owners.count(transaction.connection()).await?)
}
