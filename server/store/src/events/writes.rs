//! Appending to the log, and pruning it.

use galley_domain::events::{EventKind, Subject};
use galley_domain::ids::{DocumentId, EventSeq};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Value};

use super::entity::{Column, Entity};
use super::{NewEvent, TABLE, finders};
use crate::bulk::Rows;
use crate::error::StoreError;
use crate::stored;
use crate::transaction::Transaction;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<9> = Rows {
    table: TABLE,
    columns: ["seq", "kind", "document_id", "content_type_id", "locale", "stage", "actor", "at", "payload"],
};

/// Numbers the events and appends them; gives the last number.
///
/// These are the last statements of a unit of work: from the first of them until its end no other can number events,
/// so numbers are in commit order, and a rollback leaves no gap.
pub async fn append(unit: &UnitOfWork, events: &[NewEvent]) -> Result<EventSeq, StoreError> {
    let count = i64::try_from(events.len()).map_err(|error| StoreError::corrupt(TABLE, error))?;
    let raise = unit.backend().numbered("UPDATE event_head SET seq = seq + ? WHERE id = 1");
    unit.connection().run(&raise, vec![count.into()]).await?;
    let last = finders::head(unit).await?.seq;
    let first = last.0 - count + 1;
    let rows = events.iter().zip(first..).map(|(event, seq)| values(event, seq)).collect::<Result<_, _>>()?;
    ROWS.insert(unit.connection(), rows).await?;
    Ok(last)
}

fn values(new: &NewEvent, seq: i64) -> Result<[Value; 9], StoreError> {
    let (document, content_type, locale, stage, payload) = match &new.event.subject {
        Subject::Entry { document, content_type, locale, stage, change } => (
            Some(*document),
            Some(content_type.0),
            Some(locale.as_str()),
            Some(stage.number()),
            stored::json_text(TABLE, change)?,
        ),
        Subject::Other { document, detail } => (*document, None, None, None, detail.to_string()),
    };
    Ok([
        seq.into(),
        new.event.kind.as_str().into(),
        document.map(DocumentId::uuid).into(),
        content_type.into(),
        locale.into(),
        stage.into(),
        new.actor.to_string().into(),
        new.at.into(),
        payload.into(),
    ])
}

/// Forgets autosaves that every projection has seen: up to a number, and from before a time. The head keeps the
/// last one that went, so that a projection which is behind it knows that it missed something.
pub async fn prune_touched(unit: &UnitOfWork, up_to: EventSeq, before: i64) -> Result<(), StoreError> {
    let old = Condition::all()
        .add(Column::Seq.lte(up_to.0))
        .add(Column::At.lt(before))
        .add(Column::Kind.eq(EventKind::DraftTouched.as_str()));
    let last: Option<i64> = Entity::find()
        .select_only()
        .column(Column::Seq)
        .filter(old.clone())
        .order_by_desc(Column::Seq)
        .into_tuple()
        .one(unit.connection())
        .await?;
    let Some(last) = last else { return Ok(()) };
    Entity::delete_many().filter(old).exec(unit.connection()).await?;
    let raise = unit.backend().numbered("UPDATE event_head SET pruned_to = ? WHERE id = 1 AND pruned_to < ?");
    unit.connection().run(&raise, vec![last.into(), last.into()]).await?;
    Ok(())
}
