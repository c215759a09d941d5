//! Finding redirects by id and by the beginning of their path.

use galley_domain::ids::RedirectId;
use galley_domain::routes::path_key;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::RedirectRow;
use super::entity::{Column, Entity};
use crate::error::StoreError;
use crate::transaction::Transaction;

pub async fn find(transaction: &impl Transaction, id: RedirectId) -> Result<Option<RedirectRow>, StoreError> {
    Entity::find_by_id(id.0).one(transaction.connection()).await?.map(TryInto::try_into).transpose()
}

/// The redirect from a path.
pub async fn at(transaction: &impl Transaction, path: &str) -> Result<Option<RedirectRow>, StoreError> {
    let some = Entity::find().filter(Column::PathHash.eq(path_key(path).to_vec()));
    some.one(transaction.connection()).await?.map(TryInto::try_into).transpose()
}

/// How many there are whose path begins with `prefix`.
pub async fn count(transaction: &impl Transaction, prefix: &str) -> Result<u64, StoreError> {
    Ok(below(prefix).count(transaction.connection()).await?)
}

/// The next redirects after an id whose path begins with `prefix`, oldest first. Looks at all of them.
pub async fn list(
    transaction: &impl Transaction,
    prefix: &str,
    after: Option<RedirectId>,
    limit: u64,
) -> Result<Vec<RedirectRow>, StoreError> {
    let rows = below(prefix)
        .filter(Column::Id.gt(after.map_or(0, |id| id.0)))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(transaction.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

fn below(prefix: &str) -> Select<Entity> {
    if prefix.is_empty() {
        return Entity::find();
    }
    let length = i32::try_from(prefix.chars().count()).unwrap_or(i32::MAX);
    let beginning = Func::cust("substr").arg(Expr::col(Column::Path)).arg(1).arg(length);
    Entity::find().filter(Expr::expr(beginning).eq(prefix))
}
