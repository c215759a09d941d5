//! Removing what no published entry shows any more.

use super::{RenderingHash, TABLE};
use crate::error::StoreError;
use crate::stored;
use crate::transaction::Transaction;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

/// Renderings that were looked at, in the order of their hashes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LookedAt {
    /// Those that nobody shows.
    pub unused: Vec<RenderingHash>,
    /// None when there were no more.
    pub last: Option<RenderingHash>,
}

/// Looks at the next `limit` renderings behind `after`.
pub async fn unused(
    transaction: &impl Transaction,
    after: Option<RenderingHash>,
    limit: u64,
) -> Result<LookedAt, StoreError> {
    let sql = transaction.backend().numbered(
        "SELECT r.hash, (SELECT MIN(b.entry_id) FROM rendered_bodies b WHERE b.hash = r.hash)
        FROM rendered r WHERE r.hash > ? ORDER BY r.hash LIMIT ?",
    );
    let after = after.map_or_else(Vec::new, Vec::from);
    let values = vec![after.into(), i64::try_from(limit).unwrap_or(i64::MAX).into()];
    let mut looked_at = LookedAt::default();
    for row in transaction.connection().rows(&sql, values).await? {
        let hash = stored::hash(TABLE, row.bytes(0)?.to_vec())?;
        looked_at.last = Some(hash);
        if row.integer_or_null(1)?.is_none() {
            looked_at.unused.push(hash);
        }
    }
    Ok(looked_at)
}

/// Removes those that are still shown by nobody, and says how many they were.
///
/// An entry that comes to show one of them at this very moment, on another node, finds it gone and is filled in later.
pub async fn remove_unused(unit: &UnitOfWork, hashes: &[RenderingHash]) -> Result<u64, StoreError> {
    let sql = unit.backend().numbered(
        "DELETE FROM rendered WHERE hash = ?
        AND NOT EXISTS (SELECT 1 FROM rendered_bodies b WHERE b.hash = rendered.hash)",
    );
    let mut removed = 0;
    for hash in hashes {
        removed += unit.connection().run(&sql, vec![hash.to_vec().into()]).await?;
    }
    Ok(removed)
}
