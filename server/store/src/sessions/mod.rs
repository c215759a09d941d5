//! Signed-in browsers as rows, found by the hash of their secret. When one ends is decided elsewhere.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{find_with_user, of_user};
pub use writes::{insert, remove, remove_of_user, remove_unseen_since, set_seen};

use galley_domain::ids::UserId;

use crate::error::StoreError;
use crate::stored;

const TABLE: &str = "sessions";

/// Where the secret of a session counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionUse {
    /// In the cookie of a browser, everywhere but on the content API.
    Cookie,
    /// As a bearer token, on the content API only.
    Api,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    pub hash: [u8; 32],
    pub user_id: UserId,
    pub remember: bool,
    pub created_at: i64,
    pub last_seen_at: i64,
    pub address: String,
    pub user_agent: String,
    pub used_as: SessionUse,
}

impl TryFrom<entity::Model> for SessionRow {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        Ok(Self {
            hash: stored::hash(TABLE, row.hash)?,
            user_id: UserId(row.user_id),
            remember: row.remember,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            address: row.address,
            user_agent: row.user_agent,
            used_as: if row.for_api { SessionUse::Api } else { SessionUse::Cookie },
        })
    }
}
