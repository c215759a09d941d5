//! Answers of writes that a client may send again, as rows. How long they are kept is decided elsewhere.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::find;
pub use writes::{insert, remove_older, remove_older_of};

use crate::error::StoreError;
use crate::stored;

const TABLE: &str = "idempotency_keys";

/// The answer that an actor got to the request with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    pub actor: String,
    pub name: String,
    pub request_hash: [u8; 32],
    pub status: u16,
    pub created_at: i64,
    /// JSON text.
    pub headers: String,
    pub answer: String,
}

impl TryFrom<entity::Model> for KeptAnswer {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        Ok(Self {
            actor: row.actor,
            name: row.name,
            request_hash: stored::hash(TABLE, row.request_hash)?,
            status: u16::try_from(row.status).map_err(|error| StoreError::corrupt(TABLE, error))?,
            created_at: row.created_at,
            headers: row.headers,
            answer: row.answer,
        })
    }
}
