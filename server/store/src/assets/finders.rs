//! Finding assets. Following links to them in answers is the query compiler's.

use galley_domain::ids::{AssetId, DocumentId};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::AssetRow;
use super::entity::{Column, Entity};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::transaction::Transaction;

pub async fn find(transaction: &impl Transaction, id: AssetId) -> Result<Option<AssetRow>, StoreError> {
    Entity::find_by_id(id.0).one(transaction.connection()).await?.map(TryInto::try_into).transpose()
}

pub async fn find_by_document(
    transaction: &impl Transaction,
    document: DocumentId,
) -> Result<Option<AssetRow>, StoreError> {
    Ok(by_documents(transaction, &[document]).await?.into_iter().next())
}

/// Those of the assets that exist, by id.
pub async fn by_ids(transaction: &impl Transaction, ids: &[AssetId]) -> Result<Vec<AssetRow>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for list in lists(ids) {
        let some = Entity::find().filter(Column::Id.is_in(list.into_iter().map(|id| id.0)));
        found.extend(all(transaction, some).await?);
    }
    found.sort_by_key(|asset| asset.id);
    Ok(found)
}

/// Those of the assets that exist, by id.
pub async fn by_documents(
    transaction: &impl Transaction,
    documents: &[DocumentId],
) -> Result<Vec<AssetRow>, StoreError> {
    let mut found = Vec::with_capacity(documents.len());
    for list in lists(documents) {
        let some = Entity::find().filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)));
        found.extend(all(transaction, some).await?);
    }
    found.sort_by_key(|asset| asset.id);
    Ok(found)
}

/// The next assets before an id, newest first; with `mime` only those whose media type begins with it.
pub async fn list(
    transaction: &impl Transaction,
    mime: Option<&str>,
    before: Option<AssetId>,
    limit: u64,
) -> Result<Vec<AssetRow>, StoreError> {
    let mut some = Entity::find().order_by_desc(Column::Id).limit(limit);
    if let Some(before) = before {
        some = some.filter(Column::Id.lt(before.0));
    }
    if let Some(prefix) = mime {
        let length = i32::try_from(prefix.chars().count()).unwrap_or(i32::MAX);
        let beginning =
            Func::cust("substr").arg(Expr::col(Column::Mime)).arg(Expr::val(1)).arg(Expr::val(length));
        some = some.filter(Expr::expr(beginning).eq(prefix));
    }
    all(transaction, some).await
}

async fn all(transaction: &impl Transaction, some: Select<Entity>) -> Result<Vec<AssetRow>, StoreError> {
    some.all(transaction.connection()).await?.into_iter().map(TryInto::try_into).collect()
}
