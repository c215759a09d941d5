//! Finding preview links by their id and by their document.

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;

use super::PreviewLinkRow;
use crate::error::StoreError;
use crate::row::Row;
use crate::transaction::Transaction;

pub async fn find(
    transaction: &impl Transaction,
    id: DocumentId,
) -> Result<Option<PreviewLinkRow>, StoreError> {
    let sql = transaction.backend().numbered(
        "SELECT id, document_id, locale, expires_at, created_at, created_by FROM preview_links WHERE id = ?",
    );
    let rows = transaction.connection().rows(&sql, vec![id.uuid().into()]).await?;
    rows.first().map(link).transpose()
}

/// The links to one draft that last longer than `now`, oldest first.
pub async fn list(
    transaction: &impl Transaction,
    document: DocumentId,
    locale: &Locale,
    now: i64,
    limit: u64,
) -> Result<Vec<PreviewLinkRow>, StoreError> {
    let sql = transaction.backend().numbered(
        "SELECT id, document_id, locale, expires_at, created_at, created_by FROM preview_links
        WHERE document_id = ? AND locale = ? AND expires_at > ? ORDER BY id LIMIT ?",
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = vec![document.uuid().into(), locale.as_str().into(), now.into(), limit.into()];
    let rows = transaction.connection().rows(&sql, values).await?;
    rows.iter().map(link).collect()
}

fn link(row: &Row) -> Result<PreviewLinkRow, StoreError> {
    Ok(PreviewLinkRow {
        id: row.document(0)?,
        document: row.document(1)?,
        locale: Locale::from_stored(row.text(2)?.to_owned()),
        expires_at: row.integer(3)?,
        created_at: row.integer(4)?,
        created_by: row.integer_or_null(5)?,
    })
}
