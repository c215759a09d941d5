//! Finding entries by what names them. Lists and filters are the query compiler's.

use galley_domain::ids::{ContentTypeId, DocumentId, EntryId, EntryVersion, SchemaVersion};
use galley_domain::locales::{Locale, Stage};
use sea_orm::prelude::Uuid;
use sea_orm::{
    ColumnTrait, DerivePartialModel, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::entity::{Column, Entity};
use super::{Entry, EntryHead, PublishedHead, TABLE};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::stored;
use crate::transaction::Transaction;

/// Those of the entries that exist, by id.
pub async fn by_ids(transaction: &impl Transaction, ids: &[EntryId]) -> Result<Vec<Entry>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for list in lists(ids) {
        let some = Entity::find().filter(Column::Id.is_in(list.into_iter().map(|id| id.0)));
        found.extend(all(transaction, some).await?);
    }
    found.sort_by_key(|entry| entry.id);
    Ok(found)
}

/// Every locale and stage of the documents, by document, locale and stage.
pub async fn by_documents(
    transaction: &impl Transaction,
    documents: &[DocumentId],
) -> Result<Vec<Entry>, StoreError> {
    let mut found = Vec::new();
    for list in lists(documents) {
        let some = Entity::find().filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)));
        found.extend(all(transaction, some).await?);
    }
    found.sort_by(|a, b| (a.document, &a.locale, a.stage).cmp(&(b.document, &b.locale, b.stage)));
    Ok(found)
}

/// The heads of every locale and stage of the documents.
pub async fn heads(
    transaction: &impl Transaction,
    documents: &[DocumentId],
) -> Result<Vec<EntryHead>, StoreError> {
    let mut found = Vec::new();
    for list in lists(documents) {
        let some = Entity::find().filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)));
        found.extend(all_heads(transaction, some).await?);
    }
    Ok(found)
}

/// Who has a slug in one stage and locale; drafts may share one.
pub async fn by_slug(
    transaction: &impl Transaction,
    content_type: ContentTypeId,
    stage: Stage,
    locale: &Locale,
    slug: &str,
) -> Result<Vec<EntryHead>, StoreError> {
    let some = Entity::find()
        .filter(Column::ContentTypeId.eq(content_type.0))
        .filter(Column::Stage.eq(stage.number()))
        .filter(Column::Locale.eq(locale.as_str()))
        .filter(Column::Slug.eq(slug));
    all_heads(transaction, some).await
}

/// The slugs of any stage in one locale that are `plain`, or `plain` and more behind a hyphen, with their documents.
pub async fn slugs_like(
    transaction: &impl Transaction,
    content_type: ContentTypeId,
    locale: &Locale,
    plain: &str,
) -> Result<Vec<(DocumentId, String)>, StoreError> {
    let mut found = Vec::new();
    for stage in [Stage::Draft, Stage::Published] {
        // `.` is the character after `-`, so this is the range of all texts that begin with `plain-`.
        let numbered = Column::Slug.gte(format!("{plain}-")).and(Column::Slug.lt(format!("{plain}.")));
        let rows: Vec<(Uuid, String)> = Entity::find()
            .select_only()
            .column(Column::DocumentId)
            .column(Column::Slug)
            .filter(Column::ContentTypeId.eq(content_type.0))
            .filter(Column::Stage.eq(stage.number()))
            .filter(Column::Locale.eq(locale.as_str()))
            .filter(Column::Slug.eq(plain).or(numbered))
            .into_tuple()
            .all(transaction.connection())
            .await?;
        found.extend(rows.into_iter().map(|(document, slug)| (DocumentId::from_uuid(document), slug)));
    }
    Ok(found)
}

/// Whether any entry is in the locale, trash included.
pub async fn locale_is_used(transaction: &impl Transaction, locale: &Locale) -> Result<bool, StoreError> {
    let found: Option<i64> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Locale.eq(locale.as_str()))
        .limit(1)
        .into_tuple()
        .one(transaction.connection())
        .await?;
    Ok(found.is_some())
}

/// The next entries, by id, that were written for a version below `below`.
pub async fn stale(
    transaction: &impl Transaction,
    content_type: ContentTypeId,
    below: SchemaVersion,
    after: EntryId,
    limit: u64,
) -> Result<Vec<Entry>, StoreError> {
    let some = Entity::find()
        .filter(Column::ContentTypeId.eq(content_type.0))
        .filter(Column::SchemaVersion.lt(below.0))
        .filter(Column::Id.gt(after.0))
        .order_by_asc(Column::Id)
        .limit(limit);
    all(transaction, some).await
}

/// The next published entries of a type, by id.
pub async fn published_heads(
    transaction: &impl Transaction,
    content_type: ContentTypeId,
    after: EntryId,
    limit: u64,
) -> Result<Vec<PublishedHead>, StoreError> {
    let some = Entity::find()
        .filter(Column::ContentTypeId.eq(content_type.0))
        .filter(Column::Stage.eq(Stage::Published.number()))
        .filter(Column::Id.gt(after.0))
        .order_by_asc(Column::Id)
        .limit(limit);
    let rows = some.into_partial_model::<PublishedRow>().all(transaction.connection()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Those of the entries that exist and are published.
pub async fn published_heads_of(
    transaction: &impl Transaction,
    ids: &[EntryId],
) -> Result<Vec<PublishedHead>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for list in lists(ids) {
        let some = Entity::find()
            .filter(Column::Id.is_in(list.into_iter().map(|id| id.0)))
            .filter(Column::Stage.eq(Stage::Published.number()));
        let rows = some.into_partial_model::<PublishedRow>().all(transaction.connection()).await?;
        found.extend(rows.into_iter().map(PublishedHead::from));
    }
    found.sort_by_key(|head| head.id);
    Ok(found)
}

/// Those of the documents' entries that are published, in every locale.
pub async fn published_heads_of_documents(
    transaction: &impl Transaction,
    documents: &[DocumentId],
) -> Result<Vec<PublishedHead>, StoreError> {
    let mut found = Vec::with_capacity(documents.len());
    for list in lists(documents) {
        let some = Entity::find()
            .filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)))
            .filter(Column::Stage.eq(Stage::Published.number()));
        let rows = some.into_partial_model::<PublishedRow>().all(transaction.connection()).await?;
        found.extend(rows.into_iter().map(PublishedHead::from));
    }
    found.sort_by_key(|head| head.id);
    Ok(found)
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
struct PublishedRow {
    id: i64,
    document_id: Uuid,
    locale: String,
    slug: Option<String>,
    published_at: Option<i64>,
}

impl From<PublishedRow> for PublishedHead {
    fn from(row: PublishedRow) -> Self {
        Self {
            id: EntryId(row.id),
            document: DocumentId::from_uuid(row.document_id),
            locale: Locale::from_stored(row.locale),
            slug: row.slug,
            published_at: row.published_at,
        }
    }
}

async fn all(transaction: &impl Transaction, some: Select<Entity>) -> Result<Vec<Entry>, StoreError> {
    some.all(transaction.connection()).await?.into_iter().map(TryInto::try_into).collect()
}

async fn all_heads(
    transaction: &impl Transaction,
    some: Select<Entity>,
) -> Result<Vec<EntryHead>, StoreError> {
    let heads = some.into_partial_model::<HeadRow>().all(transaction.connection()).await?;
    heads.into_iter().map(TryInto::try_into).collect()
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
struct HeadRow {
    id: i64,
    document_id: Uuid,
    content_type_id: i32,
    locale: String,
    stage: i16,
    version: i64,
    trashed_at: Option<i64>,
}

impl TryFrom<HeadRow> for EntryHead {
    type Error = StoreError;

    fn try_from(row: HeadRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: EntryId(row.id),
            document: DocumentId::from_uuid(row.document_id),
            content_type: ContentTypeId(row.content_type_id),
            locale: Locale::from_stored(row.locale),
            stage: stored::stage(TABLE, row.stage)?,
            version: EntryVersion(row.version),
            trashed_at: row.trashed_at,
        })
    }
}
