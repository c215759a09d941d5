//! Noting what was imported.

use galley_domain::ids::DocumentId;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;

use super::Import;
use super::entity::{ActiveModel, Column, Entity};
use crate::bulk::delete_by;
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

/// Notes an import, in place of an earlier one of the same thing.
pub async fn put(unit: &UnitOfWork, import: &Import) -> Result<(), StoreError> {
    let row = ActiveModel {
        source: Set(import.source.clone()),
        external_key: Set(import.external_key.clone()),
        document_id: Set(import.document.uuid()),
        locale: Set(import.locale.as_str().to_owned()),
        content_hash: Set(import.content_hash.to_vec()),
        revision: Set(import.revision.map(|revision| revision.0)),
        imported_at: Set(import.imported_at),
    };
    let replace = OnConflict::columns([Column::Source, Column::ExternalKey])
        .update_columns([
            Column::DocumentId,
            Column::Locale,
            Column::ContentHash,
            Column::Revision,
            Column::ImportedAt,
        ])
        .to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(unit.connection()).await?;
    Ok(())
}

/// Forgets where the documents came from, so that importing again makes them again.
pub async fn delete_for_documents(unit: &UnitOfWork, documents: &[DocumentId]) -> Result<(), StoreError> {
    delete_by::<Entity, _>(
        unit.connection(),
        Column::DocumentId,
        documents.iter().copied().map(DocumentId::uuid),
    )
    .await
}
