//! Which rendering each published entry shows.

use galley_domain::ids::{ContentTypeId, EntryId};
use galley_domain::locales::{Locale, Stage};
use sea_orm::entity::prelude::*;

use super::ShownBody;
use crate::bulk::{Rows, delete_by};
use crate::entries::{self, Entry};
use crate::error::StoreError;
use crate::transaction::Transaction;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rendered_bodies")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) entry_id: i64,
    pub(crate) hash: Vec<u8>,
    pub(crate) made_by: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const ROWS: Rows<3> = Rows { table: "rendered_bodies", columns: ["entry_id", "hash", "made_by"] };

/// Notes what the entries show from now on.
pub async fn show(unit: &UnitOfWork, bodies: &[ShownBody]) -> Result<(), StoreError> {
    let entries: Vec<EntryId> = bodies.iter().map(|body| body.entry).collect();
    remove_bodies(unit, &entries).await?;
    let rows = bodies
        .iter()
        .map(|body| [body.entry.0.into(), body.hash.to_vec().into(), body.made_by.as_str().into()]);
    ROWS.insert(unit.connection(), rows.collect()).await
}

/// The entries show nothing any more, or nobody knows yet what.
pub async fn remove_bodies(unit: &UnitOfWork, entries: &[EntryId]) -> Result<(), StoreError> {
    delete_by::<Entity, _>(unit.connection(), Column::EntryId, entries.iter().map(|id| id.0)).await
}

/// Whose renderings are looked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub content_type: ContentTypeId,
    pub locale: &'a Locale,
    /// What should have made them.
    pub made_by: &'a str,
}

/// The next published entries, by id, that show nothing which was made as wanted.
pub async fn lacking(
    transaction: &impl Transaction,
    wanted: Wanted<'_>,
    after: EntryId,
    limit: u64,
) -> Result<Vec<Entry>, StoreError> {
    let sql = transaction.backend().numbered(
        "SELECT e.id FROM entries e
        LEFT JOIN rendered_bodies b ON b.entry_id = e.id AND b.made_by = ?
        LEFT JOIN rendered r ON r.hash = b.hash
        WHERE e.content_type_id = ? AND e.stage = ? AND e.locale = ? AND e.id > ? AND r.hash IS NULL
        ORDER BY e.id LIMIT ?",
    );
    let values = vec![
        wanted.made_by.into(),
        wanted.content_type.0.into(),
        Stage::Published.number().into(),
        wanted.locale.as_str().into(),
        after.0.into(),
        i64::try_from(limit).unwrap_or(i64::MAX).into(),
    ];
    let rows = transaction.connection().rows(&sql, values).await?;
    let ids: Result<Vec<EntryId>, StoreError> = rows.iter().map(|row| row.integer(0).map(EntryId)).collect();
    entries::by_ids(transaction, &ids?).await
}
