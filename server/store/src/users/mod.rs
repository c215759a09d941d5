//! Users as rows. What a role may do and how a password is hashed is decided elsewhere.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{count, count_active_owners, count_with_role, find, find_by_email_key, list};
pub use writes::{insert, lock, update};

use galley_domain::ids::UserId;
use galley_domain::roles::Role;

use crate::error::StoreError;
use crate::stored;

const TABLE: &str = "users";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    pub id: UserId,
    pub email: String,
    /// The folded address: unique, so that two spellings of one address are one person.
    pub email_key: String,
    pub name: String,
    pub password_hash: Option<String>,
    pub role: Role,
    pub suspended_at: Option<i64>,
    /// Raised by one with every change; the lock token.
    pub version: i64,
    pub created_at: i64,
    pub updated_at: i64,
}

/// What a user begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUserRow {
    pub email: String,
    pub email_key: String,
    pub name: String,
    pub password_hash: Option<String>,
    pub role: Role,
    pub created_at: i64,
}

impl TryFrom<entity::Model> for UserRow {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: UserId(row.id),
            email: row.email,
            email_key: row.email_key,
            name: row.name,
            password_hash: row.password_hash,
            role: stored::parsed(TABLE, &row.role)?,
            suspended_at: row.suspended_at,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}
