//! Making, using and revoking tokens.

use galley_domain::ids::TokenId;
use galley_domain::roles::ActorRef;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{ActiveModel, Column, Entity};
use super::{NewTokenRow, TABLE, TokenRow};
use crate::error::StoreError;
use crate::stored;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

pub async fn insert(unit: &UnitOfWork, new: NewTokenRow) -> Result<TokenRow, StoreError> {
    let row = ActiveModel {
        name: Set(new.name.clone()),
        prefix: Set(new.prefix.clone()),
        hash: Set(new.hash.to_vec()),
        role: Set(new.role.as_str().to_owned()),
        scope: Set(stored::json_text(TABLE, &new.scope)?),
        expires_at: Set(new.expires_at),
        created_at: Set(new.created_at),
        created_by: Set(new.created_by.and_then(ActorRef::number)),
        ..ActiveModel::default()
    };
    let id = TokenId(Entity::insert(row).exec(unit.connection()).await?.last_insert_id);
    let NewTokenRow { name, prefix, hash, role, scope, expires_at, created_at, created_by } = new;
    Ok(TokenRow {
        id,
        name,
        prefix,
        hash,
        role,
        scope,
        expires_at,
        last_used_at: None,
        created_at,
        created_by,
    })
}

/// A token that was used at a time. It may have been revoked since.
pub async fn set_used(unit: &UnitOfWork, hash: &[u8; 32], at: i64) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(at))
        .filter(Column::Hash.eq(hash.to_vec()))
        .exec(unit.connection())
        .await?;
    Ok(())
}

pub async fn remove(unit: &UnitOfWork, id: TokenId) -> Result<(), StoreError> {
    Entity::delete_by_id(id.0).exec(unit.connection()).await?;
    Ok(())
}
