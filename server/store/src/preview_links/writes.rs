//! Making and taking back preview links; they are never changed.

use galley_domain::ids::DocumentId;

use super::{PreviewLinkRow, TABLE};
use crate::bulk::Rows;
use crate::error::StoreError;
use crate::transaction::Transaction as _;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<6> =
    Rows { table: TABLE, columns: ["id", "document_id", "locale", "expires_at", "created_at", "created_by"] };

pub async fn insert(unit: &UnitOfWork, link: &PreviewLinkRow) -> Result<(), StoreError> {
    let row = [
        link.id.uuid().into(),
        link.document.uuid().into(),
        link.locale.as_str().into(),
        link.expires_at.into(),
        link.created_at.into(),
        link.created_by.into(),
    ];
    ROWS.insert(unit.connection(), vec![row]).await
}

/// Takes a link back. False: it is gone already.
pub async fn remove(unit: &UnitOfWork, id: DocumentId) -> Result<bool, StoreError> {
    let sql = unit.backend().numbered("DELETE FROM preview_links WHERE id = ?");
    Ok(unit.connection().run(&sql, vec![id.uuid().into()]).await? > 0)
}

/// Removes those that ended at `now` or before.
pub async fn remove_expired(unit: &UnitOfWork, now: i64) -> Result<u64, StoreError> {
    let sql = unit.backend().numbered("DELETE FROM preview_links WHERE expires_at <= ?");
    unit.connection().run(&sql, vec![now.into()]).await
}
