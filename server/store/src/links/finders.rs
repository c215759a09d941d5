//! Finding links from either end. Following them in answers is the query compiler's.

use galley_domain::ids::{ContentTypeId, EntryId, PathId};
use galley_domain::locales::Locale;
use galley_domain::values::{Link, LinkTarget};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{Column, Entity};
use super::{TABLE, Usage, target_columns};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::row::Row;
use crate::stored;
use crate::transaction::Transaction;

/// The links of the entries, in the order of their keys.
pub async fn by_entries(
    transaction: &impl Transaction,
    entries: &[EntryId],
) -> Result<Vec<(EntryId, Link)>, StoreError> {
    let mut found = Vec::new();
    for list in lists(entries) {
        let rows = Entity::find()
            .filter(Column::EntryId.is_in(list.into_iter().map(|id| id.0)))
            .order_by_asc(Column::EntryId)
            .order_by_asc(Column::PathId)
            .order_by_asc(Column::Owner)
            .order_by_asc(Column::Position)
            .all(transaction.connection())
            .await?;
        for row in rows {
            found.push((EntryId(row.entry_id), row.try_into()?));
        }
    }
    Ok(found)
}

/// Where a target is used, trash included; at most `limit` places.
pub async fn to(
    transaction: &impl Transaction,
    target: LinkTarget,
    limit: u32,
) -> Result<Vec<Usage>, StoreError> {
    let (kind, id) = target_columns(target);
    let sql = transaction.backend().numbered(
        "SELECT links.entry_id, entries.document_id, entries.content_type_id, entries.locale, entries.stage,
            links.path_id
        FROM links JOIN entries ON entries.id = links.entry_id
        WHERE links.target = ? AND links.target_kind = ?
        ORDER BY links.entry_id, links.path_id LIMIT ?",
    );
    let values = vec![id.uuid().into(), kind.into(), i64::from(limit).into()];
    transaction.connection().rows(&sql, values).await?.iter().map(usage).collect()
}

fn usage(row: &Row) -> Result<Usage, StoreError> {
    Ok(Usage {
        entry: EntryId(row.integer(0)?),
        document: row.document(1)?,
        content_type: ContentTypeId(row.narrow(2)?),
        locale: Locale::from_stored(row.text(3)?.to_owned()),
        stage: stored::stage(TABLE, row.narrow(4)?)?,
        path: PathId(row.narrow(5)?),
    })
}
