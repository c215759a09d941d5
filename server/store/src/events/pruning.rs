//! Forgetting events that nobody needs any more.

use galley_domain::events::EventKind;
use galley_domain::ids::EventSeq;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{Column, Entity};
use crate::error::StoreError;
use crate::transaction::Transaction;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

/// Kinds that serve projections only: nobody asks who saved automatically last week.
const PASSING: [EventKind; 3] =
    [EventKind::DraftTouched, EventKind::RoutesChanged, EventKind::EntriesRewritten];

/// Which events may go: those of before a time, as far as every projection has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pruned {
    pub up_to: EventSeq,
    /// For what serves projections only, in microseconds UTC.
    pub passing_before: i64,
    /// For everything else, the audit trail; none keeps it.
    pub audit_before: Option<i64>,
}

/// Forgets them. The head keeps the last one that went, so that a projection which is behind it knows that it missed
/// something.
pub async fn prune(unit: &UnitOfWork, pruned: Pruned) -> Result<u64, StoreError> {
    let passing = Condition::all()
        .add(Column::Kind.is_in(PASSING.map(EventKind::as_str)))
        .add(Column::At.lt(pruned.passing_before));
    let audit = pruned.audit_before.map(|before| {
        Condition::all()
            .add(Column::Kind.is_not_in(PASSING.map(EventKind::as_str)))
            .add(Column::At.lt(before))
    });
    let mut kinds = Condition::any().add(passing);
    if let Some(audit) = audit {
        kinds = kinds.add(audit);
    }
    let old = Condition::all().add(Column::Seq.lte(pruned.up_to.0)).add(kinds);
    let last: Option<i64> = Entity::find()
        .select_only()
        .column(Column::Seq)
        .filter(old.clone())
        .order_by_desc(Column::Seq)
        .into_tuple()
        .one(unit.connection())
        .await?;
    let Some(last) = last else { return Ok(0) };
    let gone = Entity::delete_many().filter(old).exec(unit.connection()).await?.rows_affected;
    let raise = unit.backend().numbered("UPDATE event_head SET pruned_to = ? WHERE id = 1 AND pruned_to < ?");
    unit.connection().run(&raise, vec![last.into(), last.into()]).await?;
    Ok(gone)
}
