//! Finding assets. Following links to them in answers is the query compiler's.

use std::collections::HashSet;

use galley_domain::ids::{AssetId, DocumentId};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::entity::{Column, Entity, Model};
use super::{AssetRow, TABLE};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::reading::RowSource;
use crate::stored;
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
        found.extend(all(transaction.into(), some).await?);
    }
    found.sort_by_key(|asset| asset.id);
    Ok(found)
}

/// Those of the assets that exist, by id.
pub async fn by_documents<'a>(
    source: impl Into<RowSource<'a>>,
    documents: &[DocumentId],
) -> Result<Vec<AssetRow>, StoreError> {
    let source = source.into();
    let mut found = Vec::with_capacity(documents.len());
    for list in lists(documents) {
        let some = Entity::find().filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)));
        found.extend(all(source, some).await?);
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
    let mut some = of_mime(mime).order_by_desc(Column::Id).limit(limit);
    if let Some(before) = before {
        some = some.filter(Column::Id.lt(before.0));
    }
    all(transaction.into(), some).await
}

/// How many there are; with `mime` only those whose media type begins with it.
pub async fn count(transaction: &impl Transaction, mime: Option<&str>) -> Result<u64, StoreError> {
    Ok(of_mime(mime).count(transaction.connection()).await?)
}

/// Those of the hashes that an asset names.
pub async fn named(
    transaction: &impl Transaction,
    hashes: &[[u8; 32]],
) -> Result<HashSet<[u8; 32]>, StoreError> {
    let mut found = HashSet::new();
    for list in lists(hashes) {
        let rows: Vec<Vec<u8>> = Entity::find()
            .select_only()
            .column(Column::Hash)
            .filter(Column::Hash.is_in(list.into_iter().map(|hash| hash.to_vec())))
            .into_tuple()
            .all(transaction.connection())
            .await?;
        for hash in rows {
            found.insert(stored::hash(TABLE, hash)?);
        }
    }
    Ok(found)
}

fn of_mime(beginning: Option<&str>) -> Select<Entity> {
    let Some(prefix) = beginning else { return Entity::find() };
    let length = i32::try_from(prefix.chars().count()).unwrap_or(i32::MAX);
    let beginning =
        Func::cust("substr").arg(Expr::col(Column::Mime)).arg(Expr::val(1)).arg(Expr::val(length));
    Entity::find().filter(Expr::expr(beginning).eq(prefix))
}

async fn all(source: RowSource<'_>, some: Select<Entity>) -> Result<Vec<AssetRow>, StoreError> {
    source.select(some).await?.iter().map(|row| Model::read(row)?.try_into()).collect()
}
