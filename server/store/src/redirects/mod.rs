//! Redirects that operators set, as rows. Requests find them by their rows of `routes`, which are written here too.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{at, count, find, list};
pub use writes::{insert, lock, remove, update};

use galley_domain::ids::RedirectId;
use galley_domain::locales::Locale;
use galley_domain::roles::ActorRef;
use galley_domain::routes::RedirectStatus;

use crate::error::StoreError;
use crate::routes::{Route, RouteTarget};

const TABLE: &str = "redirects";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectRow {
    pub id: RedirectId,
    /// Decoded, as routes have it.
    pub path: String,
    /// As it stands in a `Location`; none where nothing is any more.
    pub target: Option<String>,
    pub status: RedirectStatus,
    pub version: i64,
    pub created_at: i64,
    pub updated_at: i64,
    pub created_by: Option<ActorRef>,
    pub updated_by: Option<ActorRef>,
}

impl RedirectRow {
    fn route(&self) -> Route {
        Route {
            path: self.path.clone(),
            locale: Locale::none(),
            target: RouteTarget::Redirect { status: self.status, to: self.target.clone() },
            created_at: self.created_at,
        }
    }
}

impl TryFrom<entity::Model> for RedirectRow {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        let actor = |actor: Option<i64>| actor.map(|actor| ActorRef::from_number(Some(actor)));
        let status = u16::try_from(row.status).ok().and_then(RedirectStatus::from_code);
        let status =
            status.ok_or_else(|| StoreError::corrupt(TABLE, format!("{} is no status", row.status)))?;
        Ok(Self {
            id: RedirectId(row.id),
            path: row.path,
            target: row.target,
            status,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            created_by: actor(row.created_by),
            updated_by: actor(row.updated_by),
        })
    }
}
