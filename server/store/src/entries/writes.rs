//! Writing entries, under the lock of their documents. What is derived from them is written by its own modules.

use std::collections::HashMap;

use galley_domain::ids::{DocumentId, EntryId};
use galley_domain::locales::{Locale, Stage};
use galley_domain::roles::ActorRef;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Value};

use super::entity::{ActiveModel, Column, Entity};
use super::{Entry, EntryRow, TABLE};
use crate::bulk::{Rows, delete_by};
use crate::error::StoreError;
use crate::row::Row;
use crate::stored;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<17> = Rows {
    table: TABLE,
    columns: [
        "document_id",
        "content_type_id",
        "locale",
        "stage",
        "version",
        "revision",
        "slug",
        "schema_version",
        "published_at",
        "first_published_at",
        "created_at",
        "updated_at",
        "created_by",
        "updated_by",
        "trashed_at",
        "served",
        "data",
    ],
};

/// Inserts entries and gives their ids in the same order.
pub async fn insert(unit: &UnitOfWork, entries: &[EntryRow]) -> Result<Vec<EntryId>, StoreError> {
    let rows = entries.iter().map(values).collect();
    let inserted = ROWS.insert_returning(unit.connection(), rows, "id, document_id, locale, stage").await?;
    let mut ids = HashMap::with_capacity(inserted.len());
    for row in &inserted {
        ids.insert(key(row)?, EntryId(row.integer(0)?));
    }
    let id = |entry: &EntryRow| {
        ids.get(&(entry.document, entry.locale.clone(), entry.stage))
            .copied()
            .ok_or_else(|| StoreError::corrupt(TABLE, "an inserted row did not come back"))
    };
    entries.iter().map(id).collect()
}

fn key(row: &Row) -> Result<(DocumentId, Locale, Stage), StoreError> {
    Ok((
        row.document(1)?,
        Locale::from_stored(row.text(2)?.to_owned()),
        stored::stage(TABLE, row.narrow(3)?)?,
    ))
}

fn values(entry: &EntryRow) -> [Value; 17] {
    [
        entry.document.uuid().into(),
        entry.content_type.0.into(),
        entry.locale.as_str().into(),
        entry.stage.number().into(),
        entry.version.0.into(),
        entry.revision.map(|revision| revision.0).into(),
        entry.slug.clone().into(),
        entry.schema_version.0.into(),
        entry.published_at.into(),
        entry.first_published_at.into(),
        entry.created_at.into(),
        entry.updated_at.into(),
        entry.created_by.and_then(ActorRef::number).into(),
        entry.updated_by.and_then(ActorRef::number).into(),
        entry.trashed_at.into(),
        entry.served.as_str().into(),
        entry.data.as_str().into(),
    ]
}

/// Writes all columns that may change: document, type, locale, stage and creation stay as they are.
pub async fn update(unit: &UnitOfWork, entry: &Entry) -> Result<(), StoreError> {
    let row = ActiveModel {
        version: Set(entry.version.0),
        revision: Set(entry.revision.map(|revision| revision.0)),
        slug: Set(entry.slug.clone()),
        schema_version: Set(entry.schema_version.0),
        published_at: Set(entry.published_at),
        first_published_at: Set(entry.first_published_at),
        updated_at: Set(entry.updated_at),
        updated_by: Set(entry.updated_by.and_then(ActorRef::number)),
        trashed_at: Set(entry.trashed_at),
        served: Set(entry.served.clone()),
        data: Set(entry.data.clone()),
        ..ActiveModel::default()
    };
    let updated =
        Entity::update_many().set(row).filter(Column::Id.eq(entry.id.0)).exec(unit.connection()).await?;
    if updated.rows_affected == 1 {
        Ok(())
    } else {
        Err(StoreError::corrupt(TABLE, format!("entry {} went away under its lock", entry.id)))
    }
}

pub async fn delete(unit: &UnitOfWork, ids: &[EntryId]) -> Result<(), StoreError> {
    delete_by::<Entity, _>(unit.connection(), Column::Id, ids.iter().map(|id| id.0)).await
}
