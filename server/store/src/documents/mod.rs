//! Documents as rows: what the locales and stages of one piece of content share, and the lock of its writers.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{by_id, by_ids, count_trashed, first_of_type, trashed};
pub use writes::{delete, insert, lock, set_next_component, set_trashed};

use galley_domain::ids::{ContentTypeId, DocumentId, InstanceId};
use galley_domain::roles::ActorRef;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub id: DocumentId,
    pub content_type: ContentTypeId,
    /// What the next component instance of the document gets.
    pub next_component: InstanceId,
    pub trashed_at: Option<i64>,
    pub created_at: i64,
    /// None for what nobody in particular made.
    pub created_by: Option<ActorRef>,
}

impl From<entity::Model> for Document {
    fn from(row: entity::Model) -> Self {
        Self {
            id: DocumentId::from_uuid(row.id),
            content_type: ContentTypeId(row.content_type_id),
            next_component: InstanceId(row.next_component),
            trashed_at: row.trashed_at,
            created_at: row.created_at,
            created_by: row.created_by.map(|actor| ActorRef::from_number(Some(actor))),
        }
    }
}
