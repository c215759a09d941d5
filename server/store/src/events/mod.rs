//! The event log as rows: numbered in commit order, without gaps.

mod announcements;
pub(crate) mod entity;
mod finders;
mod listener;
mod pruning;
mod writes;

pub use announcements::Announcements;
pub use finders::{after, head};
pub(crate) use listener::Listener;
pub use pruning::{Pruned, prune};
pub use writes::{append, lock_head};

use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::{ContentTypeId, DocumentId, EventSeq};
use galley_domain::locales::Locale;
use galley_domain::roles::ActorRef;

use crate::error::StoreError;
use crate::stored;

const TABLE: &str = "events";

/// An event on its way into the log.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    pub event: Event,
    pub actor: ActorRef,
    pub at: i64,
}

/// An event that has its number.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredEvent {
    pub seq: EventSeq,
    pub event: Event,
    pub actor: ActorRef,
    pub at: i64,
}

/// Where the log ends, and up to where it may have gaps because it was pruned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventHead {
    pub seq: EventSeq,
    pub pruned_to: EventSeq,
}

impl TryFrom<entity::Model> for StoredEvent {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        let kind = EventKind::from_stored(&row.kind)
            .ok_or_else(|| StoreError::corrupt(TABLE, format!("`{}` is no kind of event", row.kind)))?;
        let document = row.document_id.map(DocumentId::from_uuid);
        // Only events about entries have a stage.
        let subject = match (document, row.content_type_id, row.locale, row.stage) {
            (Some(document), Some(content_type), Some(locale), Some(stage)) => Subject::Entry {
                document,
                content_type: ContentTypeId(content_type),
                locale: Locale::from_stored(locale),
                stage: stored::stage(TABLE, stage)?,
                change: stored::json(TABLE, &row.payload)?,
            },
            _ => Subject::Other { document, detail: stored::json(TABLE, &row.payload)? },
        };
        Ok(Self {
            seq: EventSeq(row.seq),
            event: Event { kind, subject },
            actor: stored::parsed(TABLE, &row.actor)?,
            at: row.at,
        })
    }
}
