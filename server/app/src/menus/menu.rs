//! A menu as actions and presenters see it.

use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::EntryVersion;
use galley_domain::menus::MenuItem;
use galley_domain::roles::ActorRef;
use galley_store::StoreError;
use galley_store::menus::{MenuHead, MenuKey, MenuRow};
use serde_json::{Map, Value, json};

use crate::error::{AppError, Conflict};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    pub head: MenuHead,
    pub items: Vec<MenuItem>,
}

/// The lines of a stored menu.
pub(crate) fn items(row: &MenuRow) -> Result<Vec<MenuItem>, StoreError> {
    serde_json::from_str(&row.items)
        .map_err(|error| StoreError::Corrupt { table: "menus", problem: error.to_string() })
}

impl Menu {
    pub(super) fn of(row: MenuRow) -> Result<Self, StoreError> {
        Ok(Self { items: items(&row)?, head: row.head })
    }
}

/// `version` is 0 when the menu is gone.
pub(super) fn changed(key: &MenuKey, version: i64) -> Event {
    let detail = json!({ "menu": key.name.as_str(), "locale": key.locale.as_str(), "version": version });
    Event { kind: EventKind::MenuChanged, subject: Subject::Other { document: None, detail } }
}

/// What to say to whoever wrote on another version. A menu that is not there is at version 0.
pub(super) fn conflict(found: Option<&MenuRow>, expected: i64) -> Result<AppError, AppError> {
    let mut data = Map::new();
    let items = found.map(|row| serde_json::from_str::<Value>(&row.items)).transpose();
    data.extend(items.map_err(AppError::internal)?.map(|items| ("items".to_owned(), items)));
    let head = found.map(|row| &row.head);
    Ok(AppError::Conflict(Box::new(Conflict {
        expected: EntryVersion(expected),
        found: EntryVersion(head.map_or(0, |head| head.version)),
        author: head.map(|head| ActorRef::from_number(head.updated_by)),
        changed_at: head.map_or(0, |head| head.updated_at),
        data,
    })))
}
