//! A session as its owner sees it in the list of their devices.

use std::fmt;
use std::str::FromStr;

use galley_domain::ids::UserId;
use galley_store::sessions::{SessionRow, SessionUse};

use super::lifetime::Lifetime;
use crate::secrets::SecretHash;

/// Names a session: the hash of its secret, from which the secret cannot be found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionId(pub(super) SecretHash);

/// A text that does not name a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a session id")]
pub struct SessionIdError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub user: UserId,
    pub lifetime: Lifetime,
    pub created_at: i64,
    /// Exact to a minute.
    pub last_seen_at: i64,
    pub address: String,
    pub user_agent: String,
    pub used_as: SessionUse,
}

impl Session {
    /// When it ends unless it is used again.
    pub fn ends_at(&self) -> i64 {
        self.lifetime.end(self.created_at, self.last_seen_at)
    }
}

impl From<SessionRow> for Session {
    fn from(row: SessionRow) -> Self {
        let SessionRow { hash, user_id, remember, created_at, last_seen_at, address, user_agent, used_as } =
            row;
        Self {
            id: SessionId(hash),
            user: user_id,
            lifetime: Lifetime::of_row(remember),
            created_at,
            last_seen_at,
            address,
            user_agent,
            used_as,
        }
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SessionId({self})")
    }
}

impl FromStr for SessionId {
    type Err = SessionIdError;

    fn from_str(text: &str) -> Result<Self, SessionIdError> {
        let hash: galley_media::ContentHash = text.parse().map_err(|_not_a_hash| SessionIdError)?;
        Ok(Self(*hash.as_bytes()))
    }
}
