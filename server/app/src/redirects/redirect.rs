//! A redirect, and the event of what happened to it.

use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::{EntryVersion, RedirectId};
use galley_domain::roles::ActorRef;
use galley_domain::routes::RedirectStatus;
use galley_store::redirects::RedirectRow;
use serde_json::{Map, Value, json};

use crate::error::{AppError, Conflict};
use crate::routes::address::encode;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    pub id: RedirectId,
    /// Encoded.
    pub from: String,
    pub to: Option<String>,
    pub status: RedirectStatus,
    pub version: i64,
    pub created_at: i64,
    pub updated_at: i64,
    pub created_by: Option<ActorRef>,
    pub updated_by: Option<ActorRef>,
}

impl Redirect {
    /// Says the paths before and after, so that what was answered at either can be forgotten.
    pub(super) fn event(kind: EventKind, before: Option<&RedirectRow>, after: Option<&RedirectRow>) -> Event {
        let id = before.or(after).map(|row| row.id.0);
        let path = |row: Option<&RedirectRow>| row.map(|row| row.path.clone());
        let detail = json!({
            "redirect": id,
            "path_before": path(before),
            "path": path(after),
            "to": after.and_then(|row| row.target.clone()),
            "status": after.map(|row| row.status.code()),
        });
        Event { kind, subject: Subject::Other { document: None, detail } }
    }
}

impl From<RedirectRow> for Redirect {
    fn from(row: RedirectRow) -> Self {
        let RedirectRow { id, path, target, status, version, created_at, updated_at, created_by, updated_by } =
            row;
        let (from, to) = (encode(&path), target);
        Self { id, from, to, status, version, created_at, updated_at, created_by, updated_by }
    }
}

/// Fails when the redirect is not at the version that the client knows.
pub(super) fn require_version(found: &RedirectRow, expected: i64) -> Result<(), AppError> {
    if found.version == expected {
        return Ok(());
    }
    let data: Map<String, Value> = [
        ("from".to_owned(), Value::from(encode(&found.path))),
        ("to".to_owned(), Value::from(found.target.clone())),
        ("status".to_owned(), Value::from(found.status.code())),
    ]
    .into_iter()
    .collect();
    Err(AppError::Conflict(Box::new(Conflict {
        expected: EntryVersion(expected),
        found: EntryVersion(found.version),
        author: found.updated_by,
        changed_at: found.updated_at,
        data,
    })))
}
