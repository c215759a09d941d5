//! Finding sessions by their hash or their user.

use galley_domain::ids::UserId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{Column, Entity};
use super::{SessionRow, TABLE};
use crate::error::StoreError;
use crate::transaction::Transaction;
use crate::users::{self, UserRow};

/// A session and who it belongs to.
pub async fn find_with_user(
    transaction: &impl Transaction,
    hash: &[u8; 32],
) -> Result<Option<(SessionRow, UserRow)>, StoreError> {
    let Some(row) = Entity::find_by_id(hash.to_vec()).one(transaction.connection()).await? else {
        return Ok(None);
    };
    let session = SessionRow::try_from(row)?;
    let user = users::find(transaction, session.user_id).await?;
    let user = user.ok_or_else(|| StoreError::corrupt(TABLE, "a session without a user"))?;
    Ok(Some((session, user)))
}

/// The sessions of a user, last used first.
pub async fn of_user(transaction: &impl Transaction, user: UserId) -> Result<Vec<SessionRow>, StoreError> {
    let rows = Entity::find()
        .filter(Column::UserId.eq(user.0))
        .order_by_desc(Column::LastSeenAt)
        .all(transaction.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
