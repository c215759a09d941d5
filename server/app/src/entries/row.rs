//! One row of an entry as plans see it: parsed and of the current schema version.

use galley_domain::ids::{EntryVersion, RevisionNumber};
use galley_domain::roles::ActorRef;
use serde_json::{Map, Value};

/// A draft or published row. Times are microseconds UTC.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub version: EntryVersion,
    /// The revision that this row shows.
    pub revision: Option<RevisionNumber>,
    pub data: Map<String, Value>,
    pub slug: Option<String>,
    pub published_at: Option<i64>,
    pub first_published_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    pub created_by: Option<ActorRef>,
    pub updated_by: Option<ActorRef>,
    pub trashed_at: Option<i64>,
}

impl Row {
    /// A row that nobody has written yet.
    pub fn empty(now: i64, actor: ActorRef) -> Self {
        Self {
            version: EntryVersion(0),
            revision: None,
            data: Map::new(),
            slug: None,
            published_at: None,
            first_published_at: None,
            created_at: now,
            updated_at: now,
            created_by: Some(actor),
            updated_by: Some(actor),
            trashed_at: None,
        }
    }
}
