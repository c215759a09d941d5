//! Reading the log.

use galley_domain::ids::EventSeq;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{Column, Entity};
use super::{EventHead, StoredEvent, TABLE};
use crate::error::StoreError;
use crate::transaction::Transaction;

pub async fn head(transaction: &impl Transaction) -> Result<EventHead, StoreError> {
    let sql = "SELECT seq, pruned_to FROM event_head WHERE id = 1";
    let rows = transaction.connection().rows(sql, Vec::new()).await?;
    let row = rows.first().ok_or_else(|| StoreError::corrupt(TABLE, "the log has no head"))?;
    Ok(EventHead { seq: EventSeq(row.integer(0)?), pruned_to: EventSeq(row.integer(1)?) })
}

/// The next events after a number, in order.
pub async fn after(
    transaction: &impl Transaction,
    seq: EventSeq,
    limit: u64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Seq.gt(seq.0))
        .order_by_asc(Column::Seq)
        .limit(limit)
        .all(transaction.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
