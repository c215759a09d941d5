//! Writing users. They are never deleted, because history names them.

use galley_domain::ids::UserId;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, QuerySelect};

use super::entity::{ActiveModel, Entity};
use super::{NewUserRow, UserRow};
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

/// A user who stays as he is for others until the unit of work ends.
pub async fn lock(unit: &UnitOfWork, id: UserId) -> Result<Option<UserRow>, StoreError> {
    let found = Entity::find_by_id(id.0).lock_exclusive().one(unit.connection()).await?;
    found.map(TryInto::try_into).transpose()
}

/// A new user, unless the address is taken.
pub async fn insert(unit: &UnitOfWork, new: NewUserRow) -> Result<UserRow, StoreError> {
    let mut user = UserRow {
        id: UserId(0),
        email: new.email,
        email_key: new.email_key,
        name: new.name,
        password_hash: new.password_hash,
        role: new.role,
        suspended_at: None,
        version: 1,
        created_at: new.created_at,
        updated_at: new.created_at,
    };
    let row = ActiveModel { created_at: Set(user.created_at), ..columns(&user) };
    user.id = UserId(Entity::insert(row).exec(unit.connection()).await?.last_insert_id);
    Ok(user)
}

pub async fn update(unit: &UnitOfWork, user: &UserRow) -> Result<(), StoreError> {
    let row = ActiveModel { id: Set(user.id.0), ..columns(user) };
    Entity::update(row).exec(unit.connection()).await?;
    Ok(())
}

fn columns(user: &UserRow) -> ActiveModel {
    ActiveModel {
        email: Set(user.email.clone()),
        email_key: Set(user.email_key.clone()),
        name: Set(user.name.clone()),
        password_hash: Set(user.password_hash.clone()),
        role: Set(user.role.as_str().to_owned()),
        suspended_at: Set(user.suspended_at),
        version: Set(user.version),
        updated_at: Set(user.updated_at),
        ..ActiveModel::default()
    }
}
