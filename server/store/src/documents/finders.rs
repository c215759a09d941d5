//! Finding documents by id, by type and in the trash.

use galley_domain::ids::{ContentTypeId, DocumentId};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::Document;
use super::entity::{Column, Entity};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::transaction::Transaction;

pub async fn by_id(transaction: &impl Transaction, id: DocumentId) -> Result<Option<Document>, StoreError> {
    Ok(Entity::find_by_id(id.uuid()).one(transaction.connection()).await?.map(Into::into))
}

/// Those of the documents that exist, by id.
pub async fn by_ids(transaction: &impl Transaction, ids: &[DocumentId]) -> Result<Vec<Document>, StoreError> {
    let mut found: Vec<Document> = Vec::with_capacity(ids.len());
    for list in lists(ids) {
        let rows = Entity::find()
            .filter(Column::Id.is_in(list.into_iter().map(DocumentId::uuid)))
            .all(transaction.connection())
            .await?;
        found.extend(rows.into_iter().map(Document::from));
    }
    found.sort_by_key(|document| document.id);
    Ok(found)
}

/// What is in the trash as a whole, latest first.
pub async fn trashed(
    transaction: &impl Transaction,
    content_types: &[ContentTypeId],
    limit: u64,
    offset: u64,
) -> Result<Vec<Document>, StoreError> {
    let rows = in_trash(content_types)
        .order_by_desc(Column::TrashedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .offset(offset)
        .all(transaction.connection())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// How many are in the trash as a whole.
pub async fn count_trashed(
    transaction: &impl Transaction,
    content_types: &[ContentTypeId],
) -> Result<u64, StoreError> {
    Ok(in_trash(content_types).count(transaction.connection()).await?)
}

fn in_trash(content_types: &[ContentTypeId]) -> Select<Entity> {
    Entity::find()
        .filter(Column::TrashedAt.is_not_null())
        .filter(Column::ContentTypeId.is_in(content_types.iter().map(|id| id.0)))
}

/// The oldest document of a type that is not in the trash: the one entry of a single.
pub async fn first_of_type(
    transaction: &impl Transaction,
    content_type: ContentTypeId,
) -> Result<Option<Document>, StoreError> {
    let found = Entity::find()
        .filter(Column::ContentTypeId.eq(content_type.0))
        .filter(Column::TrashedAt.is_null())
        .order_by_asc(Column::Id)
        .one(transaction.connection())
        .await?;
    Ok(found.map(Into::into))
}
