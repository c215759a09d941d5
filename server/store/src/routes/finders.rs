//! Finding routes by path, and paths by document.

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::routes::path_key;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::entity::{Column, Entity, Model};
use super::{ENTRY, REDIRECT_TO_ENTRY, Route};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::reading::RowSource;
use crate::transaction::Transaction;

pub async fn by_path<'a>(source: impl Into<RowSource<'a>>, path: &str) -> Result<Option<Route>, StoreError> {
    Ok(all(source.into(), Entity::find_by_id(path_key(path).to_vec())).await?.into_iter().next())
}

/// The routes of those of the paths that have one; of a few paths, in one statement.
pub async fn by_paths<'a>(
    source: impl Into<RowSource<'a>>,
    paths: &[&str],
) -> Result<Vec<Route>, StoreError> {
    let source = source.into();
    let keys: Vec<Vec<u8>> = paths.iter().map(|path| path_key(path).to_vec()).collect();
    let mut found = Vec::new();
    for list in lists(&keys) {
        found.extend(all(source, Entity::find().filter(Column::PathHash.is_in(list))).await?);
    }
    Ok(found)
}

/// One of the paths under the prefix of the locale at which something of no such locale is, whatever the case of their
/// letters. Looks at all paths.
pub async fn first_in_prefix(
    transaction: &impl Transaction,
    locale: &Locale,
) -> Result<Option<String>, StoreError> {
    let sql = transaction.backend().numbered(
        "SELECT path FROM routes
            WHERE kind <> ? AND locale <> ? AND (LOWER(path) = ? OR LOWER(path) LIKE ?) LIMIT 1",
    );
    let path = format!("/{locale}").to_lowercase();
    let below = format!("{path}/%");
    let values = vec![REDIRECT_TO_ENTRY.into(), locale.as_str().into(), path.into(), below.into()];
    let rows = transaction.connection().rows(&sql, values).await?;
    rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()
}

/// Every path that leads to the documents, redirects included.
pub async fn by_documents<'a>(
    source: impl Into<RowSource<'a>>,
    documents: &[DocumentId],
) -> Result<Vec<Route>, StoreError> {
    let source = source.into();
    let mut found = Vec::new();
    for list in lists(documents) {
        let some = Entity::find()
            .filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)))
            .order_by_asc(Column::CreatedAt);
        found.extend(all(source, some).await?);
    }
    Ok(found)
}

/// Where the pages of the documents are in one locale.
pub async fn entry_paths(
    transaction: &impl Transaction,
    documents: &[DocumentId],
    locale: &Locale,
) -> Result<Vec<(DocumentId, String)>, StoreError> {
    let mut found = Vec::with_capacity(documents.len());
    for list in lists(documents) {
        let rows: Vec<(Uuid, String)> = Entity::find()
            .select_only()
            .column(Column::DocumentId)
            .column(Column::Path)
            .filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)))
            .filter(Column::Locale.eq(locale.as_str()))
            .filter(Column::Kind.eq(ENTRY))
            .into_tuple()
            .all(transaction.connection())
            .await?;
        found.extend(rows.into_iter().map(|(document, path)| (DocumentId::from_uuid(document), path)));
    }
    Ok(found)
}

/// The pages of the documents in any of the locales, redirects left out.
pub async fn pages_in_locales<'a>(
    source: impl Into<RowSource<'a>>,
    documents: &[DocumentId],
    locales: &[Locale],
) -> Result<Vec<Route>, StoreError> {
    let source = source.into();
    let mut found = Vec::with_capacity(documents.len());
    for list in lists(documents) {
        let some = Entity::find()
            .filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)))
            .filter(Column::Locale.is_in(locales.iter().map(Locale::as_str)))
            .filter(Column::Kind.eq(ENTRY));
        found.extend(all(source, some).await?);
    }
    Ok(found)
}

async fn all(source: RowSource<'_>, some: Select<Entity>) -> Result<Vec<Route>, StoreError> {
    source.select(some).await?.iter().map(|row| Model::read(row)?.try_into()).collect()
}
