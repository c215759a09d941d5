//! All pages of the site, in the order of their keys, so that any number of them can be read in pieces.
//!
//! Keys are hashes, so they are spread evenly: a range of keys has its share of the pages.

use galley_domain::ids::{ContentTypeId, DocumentId, EntryId};
use galley_domain::locales::{Locale, Stage};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::ENTRY;
use super::entity::{Column, Entity};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::reading::RowSource;
use crate::row::Row;
use crate::transaction::Transaction;

/// How much a sitemap has to say of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageTotals {
    pub content_type: ContentTypeId,
    pub pages: u64,
    /// Characters of all paths.
    pub characters: u64,
}

/// The keys above `after`, up to and including `last`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRange {
    pub after: Vec<u8>,
    pub last: Vec<u8>,
}

/// The page of a published entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPage {
    pub key: Vec<u8>,
    pub content_type: ContentTypeId,
    pub document: DocumentId,
    pub locale: Locale,
    pub path: String,
    pub entry: EntryId,
    pub created_at: i64,
    pub updated_at: i64,
    pub published_at: Option<i64>,
}

/// The pages of each type that has any.
pub async fn page_totals(transaction: &impl Transaction) -> Result<Vec<PageTotals>, StoreError> {
    let sql = transaction.backend().numbered(
        "SELECT content_type_id, COUNT(*), SUM(LENGTH(path)) FROM routes
        WHERE kind = ? AND content_type_id IS NOT NULL GROUP BY content_type_id",
    );
    let rows = transaction.connection().rows(&sql, vec![ENTRY.into()]).await?;
    let totals = |row: &Row| {
        Ok(PageTotals {
            content_type: ContentTypeId(row.narrow(0)?),
            pages: row.narrow(1)?,
            characters: row.narrow(2)?,
        })
    };
    rows.iter().map(totals).collect()
}

/// The first `limit` pages of a range, in the order of their keys.
pub async fn pages_in(
    transaction: &impl Transaction,
    range: &KeyRange,
    limit: u32,
) -> Result<Vec<ListedPage>, StoreError> {
    let sql = transaction.backend().numbered(
        "SELECT routes.path_hash, routes.content_type_id, routes.document_id, routes.locale, routes.path,
            entries.id, entries.created_at, entries.updated_at, entries.published_at
        FROM routes JOIN entries ON entries.document_id = routes.document_id
            AND entries.locale = routes.locale AND entries.stage = ?
        WHERE routes.kind = ? AND routes.path_hash > ? AND routes.path_hash <= ?
        ORDER BY routes.path_hash LIMIT ?",
    );
    let values = vec![
        Stage::Published.number().into(),
        ENTRY.into(),
        range.after.clone().into(),
        range.last.clone().into(),
        i64::from(limit).into(),
    ];
    transaction.connection().rows(&sql, values).await?.iter().map(listed).collect()
}

fn listed(row: &Row) -> Result<ListedPage, StoreError> {
    Ok(ListedPage {
        key: row.bytes(0)?.to_vec(),
        content_type: ContentTypeId(row.narrow(1)?),
        document: row.document(2)?,
        locale: Locale::from_stored(row.text(3)?.to_owned()),
        path: row.text(4)?.to_owned(),
        entry: EntryId(row.integer(5)?),
        created_at: row.integer(6)?,
        updated_at: row.integer(7)?,
        published_at: row.integer_or_null(8)?,
    })
}

/// Where the pages of the documents are, in every locale.
pub async fn pages_of<'a>(
    source: impl Into<RowSource<'a>>,
    documents: &[DocumentId],
) -> Result<Vec<(DocumentId, Locale, String)>, StoreError> {
    let source = source.into();
    let mut found = Vec::with_capacity(documents.len());
    for list in lists(documents) {
        let some = Entity::find()
            .select_only()
            .column(Column::DocumentId)
            .column(Column::Locale)
            .column(Column::Path)
            .filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)))
            .filter(Column::Kind.eq(ENTRY))
            .order_by_asc(Column::Locale);
        for row in source.select(some).await? {
            let locale = Locale::from_stored(row.text(1)?.to_owned());
            found.push((row.document(0)?, locale, row.text(2)?.to_owned()));
        }
    }
    Ok(found)
}
