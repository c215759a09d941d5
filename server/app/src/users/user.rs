//! An account as actions and presenters see it: without its password.

use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::UserId;
use galley_domain::roles::Role;
use galley_store::users::UserRow;
use serde_json::json;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub role: Role,
    /// Microseconds UTC; a suspended user cannot sign in.
    pub suspended_at: Option<i64>,
    /// Raised by one with every change; the lock token.
    pub version: i64,
    pub created_at: i64,
    pub updated_at: i64,
}

impl User {
    pub(crate) fn event(&self, kind: EventKind) -> Event {
        let detail =
            json!({ "user": self.id.0, "role": self.role, "suspended": self.suspended_at.is_some() });
        Event { kind, subject: Subject::Other { document: None, detail } }
    }
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        let UserRow {
            id,
            email,
            email_key: _,
            name,
            password_hash: _,
            role,
            suspended_at,
            version,
            created_at,
            updated_at,
        } = row;
        Self { id, email, name, role, suspended_at, version, created_at, updated_at }
    }
}
