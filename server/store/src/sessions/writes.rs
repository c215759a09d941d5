//! Starting, refreshing and ending sessions.

use galley_domain::ids::UserId;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{ActiveModel, Column, Entity};
use super::{SessionRow, SessionUse};
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

pub async fn insert(unit: &UnitOfWork, session: &SessionRow) -> Result<(), StoreError> {
    let row = ActiveModel {
        hash: Set(session.hash.to_vec()),
        user_id: Set(session.user_id.0),
        remember: Set(session.remember),
        created_at: Set(session.created_at),
        last_seen_at: Set(session.last_seen_at),
        address: Set(session.address.clone()),
        user_agent: Set(session.user_agent.clone()),
        for_api: Set(session.used_as == SessionUse::Api),
    };
    Entity::insert(row).exec_without_returning(unit.connection()).await?;
    Ok(())
}

/// A session that was used at a time. It may have ended since.
pub async fn set_seen(unit: &UnitOfWork, hash: &[u8; 32], at: i64) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::LastSeenAt, at.into())
        .filter(Column::Hash.eq(hash.to_vec()))
        .filter(Column::LastSeenAt.lt(at))
        .exec(unit.connection())
        .await?;
    Ok(())
}

pub async fn remove(unit: &UnitOfWork, hash: &[u8; 32]) -> Result<(), StoreError> {
    Entity::delete_by_id(hash.to_vec()).exec(unit.connection()).await?;
    Ok(())
}

/// Ends every session of a user.
pub async fn remove_of_user(unit: &UnitOfWork, user: UserId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::UserId.eq(user.0)).exec(unit.connection()).await?;
    Ok(())
}

/// Removes what was not used since a time, and says how many those were.
pub async fn remove_unseen_since(unit: &UnitOfWork, since: i64) -> Result<u64, StoreError> {
    let removed = Entity::delete_many().filter(Column::LastSeenAt.lt(since)).exec(unit.connection()).await?;
    Ok(removed.rows_affected)
}
