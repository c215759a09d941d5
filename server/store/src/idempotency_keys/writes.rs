//! Keeping answers, in the unit of work of the write that they are about.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{ActiveModel, Column, Entity};
use super::{KeptAnswer, TABLE};
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

/// Keeps an answer; one of the same actor and key is a violation, because the write has happened already.
pub async fn insert(unit: &UnitOfWork, kept: &KeptAnswer) -> Result<(), StoreError> {
    let row = ActiveModel {
        actor: Set(kept.actor.clone()),
        name: Set(kept.name.clone()),
        request_hash: Set(kept.request_hash.to_vec()),
        status: Set(i16::try_from(kept.status).map_err(|error| StoreError::corrupt(TABLE, error))?),
        created_at: Set(kept.created_at),
        headers: Set(kept.headers.clone()),
        answer: Set(kept.answer.clone()),
    };
    Entity::insert(row).exec_without_returning(unit.connection()).await?;
    Ok(())
}

/// Removes the answer of one key if it is from before a time.
pub async fn remove_older_of(
    unit: &UnitOfWork,
    actor: &str,
    name: &str,
    before: i64,
) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::Actor.eq(actor))
        .filter(Column::Name.eq(name))
        .filter(Column::CreatedAt.lte(before))
        .exec(unit.connection())
        .await?;
    Ok(())
}

/// Removes answers from before a time, and says how many those were.
pub async fn remove_older(unit: &UnitOfWork, before: i64) -> Result<u64, StoreError> {
    let removed = Entity::delete_many().filter(Column::CreatedAt.lte(before)).exec(unit.connection()).await?;
    Ok(removed.rows_affected)
}
