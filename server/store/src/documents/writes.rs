//! Writing documents. Whoever changes an entry holds the lock of its document.

use galley_domain::ids::{DocumentId, InstanceId};
use galley_domain::roles::ActorRef;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::Document;
use super::entity::{Column, Entity};
use crate::bulk::{Rows, delete_by, lists};
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<6> = Rows {
    table: "documents",
    columns: ["id", "content_type_id", "next_component", "trashed_at", "created_at", "created_by"],
};

/// Locks those of the documents that exist until the unit of work ends, lowest id first, so that two units of work
/// with documents in common never wait for each other.
pub async fn lock(unit: &UnitOfWork, ids: &[DocumentId]) -> Result<Vec<Document>, StoreError> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut found = Vec::with_capacity(ids.len());
    for list in lists(&ids) {
        let rows = Entity::find()
            .filter(Column::Id.is_in(list.into_iter().map(DocumentId::uuid)))
            .order_by_asc(Column::Id)
            .lock_exclusive()
            .all(unit.connection())
            .await?;
        found.extend(rows.into_iter().map(Document::from));
    }
    Ok(found)
}

pub async fn insert(unit: &UnitOfWork, documents: &[Document]) -> Result<(), StoreError> {
    let rows = documents.iter().map(|document| {
        [
            document.id.uuid().into(),
            document.content_type.0.into(),
            document.next_component.0.into(),
            document.trashed_at.into(),
            document.created_at.into(),
            document.created_by.and_then(ActorRef::number).into(),
        ]
    });
    ROWS.insert(unit.connection(), rows.collect()).await
}

pub async fn set_next_component(
    unit: &UnitOfWork,
    id: DocumentId,
    next: InstanceId,
) -> Result<(), StoreError> {
    set(unit, id, Column::NextComponent, next.0.into()).await
}

/// Moves a document to the trash, or back with none.
pub async fn set_trashed(
    unit: &UnitOfWork,
    id: DocumentId,
    trashed_at: Option<i64>,
) -> Result<(), StoreError> {
    set(unit, id, Column::TrashedAt, Expr::value(trashed_at)).await
}

async fn set(unit: &UnitOfWork, id: DocumentId, column: Column, value: Expr) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(column, value)
        .filter(Column::Id.eq(id.uuid()))
        .exec(unit.connection())
        .await?;
    Ok(())
}

/// Deletes documents of which no entry and no revision is left.
pub async fn delete(unit: &UnitOfWork, ids: &[DocumentId]) -> Result<(), StoreError> {
    delete_by::<Entity, _>(unit.connection(), Column::Id, ids.iter().copied().map(DocumentId::uuid)).await
}
