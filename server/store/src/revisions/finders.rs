//! Finding revisions of a document.

use galley_domain::ids::{DocumentId, RevisionId, RevisionNumber};
use galley_domain::locales::Locale;
use sea_orm::prelude::Uuid;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};

use super::entity::{Column, Entity, Model};
use super::{Revision, RevisionHead};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::transaction::Transaction;

const HEAD_COLUMNS: [Column; 11] = [
    Column::Id,
    Column::DocumentId,
    Column::Locale,
    Column::Number,
    Column::Kind,
    Column::Open,
    Column::SchemaVersion,
    Column::CreatedAt,
    Column::UpdatedAt,
    Column::Name,
    Column::Authors,
];

pub async fn by_number(
    transaction: &impl Transaction,
    document: DocumentId,
    locale: &Locale,
    number: RevisionNumber,
) -> Result<Option<Revision>, StoreError> {
    let found =
        of(document, locale).filter(Column::Number.eq(number.0)).one(transaction.connection()).await?;
    found.map(TryInto::try_into).transpose()
}

/// The session revision that autosave may rewrite.
pub async fn open(
    transaction: &impl Transaction,
    document: DocumentId,
    locale: &Locale,
) -> Result<Option<Revision>, StoreError> {
    let found = of(document, locale).filter(Column::Open.eq(true)).one(transaction.connection()).await?;
    found.map(TryInto::try_into).transpose()
}

/// The revisions before a number, latest first, without their data.
pub async fn list(
    transaction: &impl Transaction,
    document: DocumentId,
    locale: &Locale,
    before: Option<RevisionNumber>,
    limit: u64,
) -> Result<Vec<(RevisionId, RevisionHead)>, StoreError> {
    let mut some = of(document, locale).order_by_desc(Column::Number).limit(limit);
    if let Some(before) = before {
        some = some.filter(Column::Number.lt(before.0));
    }
    heads(transaction, some).await
}

/// How many revisions a locale of a document has.
pub async fn count(
    transaction: &impl Transaction,
    document: DocumentId,
    locale: &Locale,
) -> Result<u64, StoreError> {
    Ok(of(document, locale).count(transaction.connection()).await?)
}

/// The highest number of each locale of the documents.
pub async fn latest(
    transaction: &impl Transaction,
    documents: &[DocumentId],
) -> Result<Vec<(DocumentId, Locale, RevisionNumber)>, StoreError> {
    let mut found = Vec::new();
    for list in lists(documents) {
        let rows: Vec<(Uuid, String, i64)> = Entity::find()
            .select_only()
            .column(Column::DocumentId)
            .column(Column::Locale)
            .column_as(Column::Number.max(), "latest")
            .filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)))
            .group_by(Column::DocumentId)
            .group_by(Column::Locale)
            .into_tuple()
            .all(transaction.connection())
            .await?;
        found.extend(rows.into_iter().map(|(document, locale, number)| {
            (DocumentId::from_uuid(document), Locale::from_stored(locale), RevisionNumber(number))
        }));
    }
    Ok(found)
}

/// The newest revision of each locale of a document, without its data.
pub async fn newest(
    transaction: &impl Transaction,
    document: DocumentId,
) -> Result<Vec<(RevisionId, RevisionHead)>, StoreError> {
    let numbers = latest(transaction, &[document]).await?;
    let mut any = Condition::any();
    for (_, locale, number) in &numbers {
        any = any.add(Column::Locale.eq(locale.as_str()).and(Column::Number.eq(number.0)));
    }
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let some = Entity::find().filter(Column::DocumentId.eq(document.uuid())).filter(any);
    heads(transaction, some).await
}

async fn heads(
    transaction: &impl Transaction,
    some: Select<Entity>,
) -> Result<Vec<(RevisionId, RevisionHead)>, StoreError> {
    let rows: Vec<Model> = some
        .select_only()
        .columns(HEAD_COLUMNS)
        // The data may be large, and a head does not show it.
        .expr_as("", Column::Data)
        .all(transaction.connection())
        .await?;
    rows.into_iter().map(|row| Revision::try_from(row).map(|found| (found.id, found.row.head))).collect()
}

fn of(document: DocumentId, locale: &Locale) -> Select<Entity> {
    Entity::find().filter(Column::DocumentId.eq(document.uuid())).filter(Column::Locale.eq(locale.as_str()))
}
