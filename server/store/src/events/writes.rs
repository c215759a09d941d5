//! Appending to the log.

use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::{DocumentId, EventSeq};
use galley_domain::roles::ActorRef;
use sea_orm::Value;

use super::{NewEvent, StoredEvent, TABLE, finders};
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
///
/// When paths were given to something else before, one more event says which; nobody has to think of it.
pub async fn append(unit: &UnitOfWork, events: &[NewEvent]) -> Result<EventSeq, StoreError> {
    let routes = routes_event(unit, events);
    let events: Vec<&NewEvent> = events.iter().chain(&routes).collect();
    let count = i64::try_from(events.len()).map_err(|error| StoreError::corrupt(TABLE, error))?;
    let raise = unit.backend().numbered("UPDATE event_head SET seq = seq + ? WHERE id = 1");
    unit.connection().run(&raise, vec![count.into()]).await?;
    let last = finders::head(unit).await?.seq;
    let first = last.0 - count + 1;
    let numbered = || events.iter().zip(first..);
    let rows = numbered().map(|(event, seq)| values(event, seq)).collect::<Result<_, _>>()?;
    ROWS.insert(unit.connection(), rows).await?;
    if let Some(announce) = unit.backend().announce() {
        unit.connection().rows(announce, vec![last.to_string().into()]).await?;
    }
    unit.note_appended(numbered().map(|(new, seq)| StoredEvent {
        seq: EventSeq(seq),
        event: new.event.clone(),
        actor: new.actor,
        at: new.at,
    }));
    Ok(last)
}

/// Keeps everybody else from numbering events, and so from committing, until the unit of work ends.
pub async fn lock_head(unit: &UnitOfWork) -> Result<(), StoreError> {
    unit.connection().run("UPDATE event_head SET seq = seq WHERE id = 1", Vec::new()).await.map(drop)
}

/// What happened to paths since the last event, told by whom and when the other events say.
fn routes_event(unit: &UnitOfWork, events: &[NewEvent]) -> Option<NewEvent> {
    let touched = unit.take_routes();
    if touched.is_empty() {
        return None;
    }
    let (actor, at) = events.last().map_or((ActorRef::System, 0), |event| (event.actor, event.at));
    let subject = Subject::Other { document: None, detail: touched.detail() };
    Some(NewEvent { event: Event { kind: EventKind::RoutesChanged, subject }, actor, at })
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
