//! Finding routes by path, and paths by document.

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::routes::path_key;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{Column, Entity};
use super::{ENTRY, REDIRECT_TO_ENTRY, Route};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::transaction::Transaction;

pub async fn by_path(transaction: &impl Transaction, path: &str) -> Result<Option<Route>, StoreError> {
    Entity::find_by_id(path_key(path).to_vec())
        .one(transaction.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// The routes of those of the paths that have one; of a few paths, in one statement.
pub async fn by_paths(transaction: &impl Transaction, paths: &[&str]) -> Result<Vec<Route>, StoreError> {
    let keys: Vec<Vec<u8>> = paths.iter().map(|path| path_key(path).to_vec()).collect();
    let mut found = Vec::new();
    for list in lists(&keys) {
        let some = Entity::find().filter(Column::PathHash.is_in(list));
        for row in some.all(transaction.connection()).await? {
            found.push(row.try_into()?);
        }
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
pub async fn by_documents(
    transaction: &impl Transaction,
    documents: &[DocumentId],
) -> Result<Vec<Route>, StoreError> {
    let mut found = Vec::new();
    for list in lists(documents) {
        let rows = Entity::find()
            .filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)))
            .order_by_asc(Column::CreatedAt)
            .all(transaction.connection())
            .await?;
        for row in rows {
            found.push(row.try_into()?);
        }
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
pub async fn pages_in_locales(
    transaction: &impl Transaction,
    documents: &[DocumentId],
    locales: &[Locale],
) -> Result<Vec<Route>, StoreError> {
    let mut found = Vec::with_capacity(documents.len());
    for list in lists(documents) {
        let rows = Entity::find()
            .filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)))
            .filter(Column::Locale.is_in(locales.iter().map(Locale::as_str)))
            .filter(Column::Kind.eq(ENTRY))
            .all(transaction.connection())
            .await?;
        for row in rows {
            found.push(row.try_into()?);
        }
    }
    Ok(found)
}
