//! Who may call a route.

use std::fmt;
use std::time::Duration;

use galley_domain::roles::{Actor, Permission};

use crate::errors::ApiError;

/// The rule of a route. Whoever passes it may still be refused by the action, for a single object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Everybody alike: credentials are not even read. Pages, sign-in, probes.
    Public,
    /// Everybody, as who they are: the data layer decides what exists for them. Without credentials, as role `public`.
    DataLayer,
    /// Any user or token.
    SignedIn,
    /// Users and tokens that have this right on at least some object.
    Permission(Permission),
}

impl Policy {
    pub(crate) fn check(self, actor: &Actor) -> Result<(), ApiError> {
        match self {
            Self::SignedIn | Self::Permission(_) if *actor == Actor::Anonymous => {
                Err(ApiError::Unauthenticated)
            }
            Self::Public | Self::DataLayer | Self::SignedIn => Ok(()),
            Self::Permission(permission) if actor.may(permission) => Ok(()),
            Self::Permission(permission) => {
                Err(ApiError::Forbidden(format!("not allowed to {permission}").into()))
            }
        }
    }

    /// Whether the guard has to find out who asks.
    pub(crate) const fn needs_actor(self) -> bool {
        !matches!(self, Self::Public)
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::DataLayer => f.write_str("data layer"),
            Self::SignedIn => f.write_str("signed in"),
            Self::Permission(permission) => write!(f, "may {permission}"),
        }
    }
}

/// How long a handler may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// 30 seconds.
    Request,
    /// No limit in all, but on every pause: uploads, downloads and event streams.
    Streaming,
}

impl Deadline {
    pub(crate) const fn limit(self) -> Option<Duration> {
        match self {
            Self::Request => Some(Duration::from_secs(30)),
            Self::Streaming => None,
        }
    }
}
