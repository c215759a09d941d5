//! Tokens of programs as rows, found by the hash of their secret.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{count, find, find_by_hash, list};
pub use writes::{insert, remove, set_used};

use galley_domain::ids::TokenId;
use galley_domain::roles::{ActorRef, Role, TokenScope};

use crate::error::StoreError;
use crate::stored;

const TABLE: &str = "tokens";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    pub id: TokenId,
    pub name: String,
    /// The visible beginning of the secret.
    pub prefix: String,
    pub hash: [u8; 32],
    pub role: Role,
    pub scope: TokenScope,
    pub expires_at: Option<i64>,
    pub last_used_at: Option<i64>,
    pub created_at: i64,
    pub created_by: Option<ActorRef>,
}

/// What a token begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTokenRow {
    pub name: String,
    pub prefix: String,
    pub hash: [u8; 32],
    pub role: Role,
    pub scope: TokenScope,
    pub expires_at: Option<i64>,
    pub created_at: i64,
    pub created_by: Option<ActorRef>,
}

impl TryFrom<entity::Model> for TokenRow {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: TokenId(row.id),
            name: row.name,
            prefix: row.prefix,
            hash: stored::hash(TABLE, row.hash)?,
            role: stored::parsed(TABLE, &row.role)?,
            scope: stored::json(TABLE, &row.scope)?,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            created_at: row.created_at,
            created_by: row.created_by.map(|actor| ActorRef::from_number(Some(actor))),
        })
    }
}
