//! Writing revisions, under the lock of their documents. Closed ones are never written again.

use galley_domain::ids::{DocumentId, RevisionId};
use galley_domain::locales::Locale;
use galley_domain::roles::ActorRef;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Value};

use super::entity::{Column, Entity};
use super::{RevisionRow, TABLE};
use crate::bulk::{Rows, delete_by};
use crate::error::StoreError;
use crate::stored;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<11> = Rows {
    table: TABLE,
    columns: [
        "document_id",
        "locale",
        "number",
        "kind",
        "open",
        "schema_version",
        "created_at",
        "updated_at",
        "name",
        "authors",
        "data",
    ],
};

pub async fn insert(unit: &UnitOfWork, revisions: &[RevisionRow]) -> Result<(), StoreError> {
    let rows = revisions.iter().map(values).collect::<Result<_, _>>()?;
    ROWS.insert(unit.connection(), rows).await
}

fn values(revision: &RevisionRow) -> Result<[Value; 11], StoreError> {
    let head = &revision.head;
    Ok([
        head.document.uuid().into(),
        head.locale.as_str().into(),
        head.number.0.into(),
        head.kind.as_str().into(),
        head.open.into(),
        head.schema_version.0.into(),
        head.created_at.into(),
        head.updated_at.into(),
        head.name.clone().into(),
        authors_text(&head.authors)?.into(),
        revision.data.as_str().into(),
    ])
}

fn authors_text(authors: &[ActorRef]) -> Result<String, StoreError> {
    let names: Vec<String> = authors.iter().map(ToString::to_string).collect();
    stored::json_text(TABLE, &names)
}

/// Writes the open session revision again, with what it is now.
pub async fn rewrite(unit: &UnitOfWork, id: RevisionId, revision: &RevisionRow) -> Result<(), StoreError> {
    let head = &revision.head;
    Entity::update_many()
        .col_expr(Column::Kind, head.kind.as_str().into())
        .col_expr(Column::Open, head.open.into())
        .col_expr(Column::SchemaVersion, head.schema_version.0.into())
        .col_expr(Column::UpdatedAt, head.updated_at.into())
        .col_expr(Column::Authors, authors_text(&head.authors)?.into())
        .col_expr(Column::Data, revision.data.as_str().into())
        .filter(Column::Id.eq(id.0))
        .filter(Column::Open.eq(true))
        .exec(unit.connection())
        .await?;
    Ok(())
}

/// Closes the open session revision, if there is one.
pub async fn close(unit: &UnitOfWork, document: DocumentId, locale: &Locale) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Open, false.into())
        .filter(Column::DocumentId.eq(document.uuid()))
        .filter(Column::Locale.eq(locale.as_str()))
        .filter(Column::Open.eq(true))
        .exec(unit.connection())
        .await?;
    Ok(())
}

pub async fn delete_for_documents(unit: &UnitOfWork, documents: &[DocumentId]) -> Result<(), StoreError> {
    delete_by::<Entity, _>(
        unit.connection(),
        Column::DocumentId,
        documents.iter().copied().map(DocumentId::uuid),
    )
    .await
}
