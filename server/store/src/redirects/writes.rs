//! Writing redirects, each with its row of `routes`.

use galley_domain::ids::RedirectId;
use galley_domain::roles::ActorRef;
use galley_domain::routes::path_key;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, QuerySelect};

use super::RedirectRow;
use super::entity::{ActiveModel, Entity};
use crate::error::StoreError;
use crate::routes::{self, Route};
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

/// A redirect that stays as it is for others until the unit of work ends.
pub async fn lock(unit: &UnitOfWork, id: RedirectId) -> Result<Option<RedirectRow>, StoreError> {
    let found = Entity::find_by_id(id.0).lock_exclusive().one(unit.connection()).await?;
    found.map(TryInto::try_into).transpose()
}

/// A new redirect; its id is given. When its path is taken, by the routes that come back, nothing may be committed.
pub async fn insert(
    unit: &UnitOfWork,
    mut redirect: RedirectRow,
) -> Result<Result<RedirectRow, Vec<Route>>, StoreError> {
    let taken = routes::insert_all(unit, &[redirect.route()]).await?;
    if !taken.is_empty() {
        return Ok(Err(taken));
    }
    let row = columns(&redirect);
    redirect.id = RedirectId(Entity::insert(row).exec(unit.connection()).await?.last_insert_id);
    Ok(Ok(redirect))
}

/// Writes `redirect` in the place of `before`. As [`insert`] when its path is taken.
pub async fn update(
    unit: &UnitOfWork,
    before: &RedirectRow,
    redirect: &RedirectRow,
) -> Result<Result<(), Vec<Route>>, StoreError> {
    routes::delete_paths(unit, &[&before.path]).await?;
    let taken = routes::insert_all(unit, &[redirect.route()]).await?;
    if !taken.is_empty() {
        return Ok(Err(taken));
    }
    let row = ActiveModel { id: Set(redirect.id.0), ..columns(redirect) };
    Entity::update(row).exec(unit.connection()).await?;
    Ok(Ok(()))
}

pub async fn remove(unit: &UnitOfWork, redirect: &RedirectRow) -> Result<(), StoreError> {
    routes::delete_paths(unit, &[&redirect.path]).await?;
    Entity::delete_by_id(redirect.id.0).exec(unit.connection()).await?;
    Ok(())
}

fn columns(redirect: &RedirectRow) -> ActiveModel {
    let RedirectRow { id: _, path, target, status, version, created_at, updated_at, created_by, updated_by } =
        redirect;
    ActiveModel {
        path_hash: Set(path_key(path).to_vec()),
        path: Set(path.clone()),
        target: Set(target.clone()),
        // Statuses of HTTP have three digits.
        status: Set(i16::try_from(status.code()).unwrap_or_default()),
        version: Set(*version),
        created_at: Set(*created_at),
        updated_at: Set(*updated_at),
        created_by: Set(created_by.and_then(ActorRef::number)),
        updated_by: Set(updated_by.and_then(ActorRef::number)),
        ..ActiveModel::default()
    }
}
