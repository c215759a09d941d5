//! A token as lists show it: without its secret.

use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::TokenId;
use galley_domain::roles::{ActorRef, Role, TokenScope};
use galley_store::tokens::TokenRow;
use serde_json::json;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub id: TokenId,
    pub name: String,
    /// The visible beginning of the secret.
    pub prefix: String,
    pub role: Role,
    pub scope: TokenScope,
    pub expires_at: Option<i64>,
    /// Exact to a minute.
    pub last_used_at: Option<i64>,
    pub created_at: i64,
    pub created_by: Option<ActorRef>,
}

impl Token {
    pub(super) fn event(&self, kind: EventKind) -> Event {
        let detail = json!({ "token": self.id.0, "name": self.name, "role": self.role });
        Event { kind, subject: Subject::Other { document: None, detail } }
    }
}

impl From<TokenRow> for Token {
    fn from(row: TokenRow) -> Self {
        let TokenRow {
            id,
            name,
            prefix,
            hash: _,
            role,
            scope,
            expires_at,
            last_used_at,
            created_at,
            created_by,
        } = row;
        Self { id, name, prefix, role, scope, expires_at, last_used_at, created_at, created_by }
    }
}
