//! The one broad error: what callers of an action distinguish.

use std::time::Duration;

use galley_domain::errors::FieldErrors;
use galley_domain::ids::{DocumentId, EntryVersion};
use galley_domain::locales::Locale;
use galley_domain::menus::MenuName;
use galley_domain::query::QueryError;
use galley_domain::roles::{ActorRef, Permission};
use galley_domain::schema::ModelError;
use galley_domain::text::counted;
use galley_store::StoreError;
use serde_json::{Map, Value};

use crate::entries::addressed::quoted;

/// What a writer needs to see when somebody else was first.
#[derive(Debug, Clone)]
pub struct Conflict {
    pub expected: EntryVersion,
    pub found: EntryVersion,
    /// Who wrote the version that was found.
    pub author: Option<ActorRef>,
    /// Microseconds UTC.
    pub changed_at: i64,
    /// The draft as it is now.
    pub data: Map<String, Value>,
}

/// One place where something that was asked to go is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Usage {
    Entry {
        content_type: String,
        document: DocumentId,
        title: Option<String>,
    },
    /// A setting of the site, by its name.
    Setting(String),
    Menu {
        name: MenuName,
        locale: Locale,
    },
}

#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("{kind} `{id}` does not exist")]
    NotFound { kind: &'static str, id: String },
    /// The entry exists, in other locales.
    #[error("the entry is not written in `{locale}`; it is in {}", quoted(.written))]
    NotWrittenIn { locale: Locale, written: Vec<Locale> },
    #[error("sign in first")]
    Unauthenticated,
    /// Allowed, but only to somebody who has given their password of late.
    #[error("give your password again: this needs one that was given in the last 5 minutes")]
    SignInAgain,
    #[error("not allowed to {0}")]
    Forbidden(Permission),
    #[error("changed by someone else: expected version {}, found {}", .0.expected, .0.found)]
    Conflict(Box<Conflict>),
    #[error("some fields are invalid")]
    Invalid(#[from] FieldErrors),
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The request makes sense by itself but not in the present state; the sentence says which.
    #[error("{0}")]
    State(String),
    /// A second entry came to a single.
    #[error("a single has one entry, and there is one already")]
    HasEntry,
    /// A file or argument given by a person is wrong; the sentence says where and what to do.
    #[error("{0}")]
    Input(String),
    /// Files of a model with everything that is wrong with them.
    #[error("{}", listed(.0))]
    InvalidModel(Vec<ModelError>),
    /// Something that is in use was asked to go. `used_by` are those of `all` users that the actor may know of.
    #[error("still in use in {}", counted(.all, "place"))]
    InUse { used_by: Vec<Usage>, all: usize },
    /// The model change would touch stored data in ways that need a change plan.
    #[error("needs a change plan: {0}")]
    NeedsChangePlan(String),
    #[error("this idempotency key was used for another request")]
    IdempotencyMismatch,
    #[error("too large: at most {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("files of this type are not accepted: {0}")]
    TypeNotAllowed(String),
    #[error("busy, retry later")]
    Unavailable { retry_after: Duration },
    /// The database does not answer or cannot write; the reason is its own, and not for clients.
    #[error("the database cannot be used at the moment: {reason}")]
    DatabaseDown { reason: String },
    #[error("internal error")]
    Internal(#[source] anyhow::Error),
}

/// A line each, for people; programs get the list.
fn listed(errors: &[ModelError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl AppError {
    pub fn not_found(kind: &'static str, id: impl std::fmt::Display) -> Self {
        Self::NotFound { kind, id: format!("{id}") }
    }

    pub fn internal(error: impl Into<anyhow::Error>) -> Self {
        Self::Internal(error.into())
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy | StoreError::Retry(_) => {
                Self::Unavailable { retry_after: Duration::from_secs(1) }
            }
            StoreError::Unavailable(source) => {
                tracing::warn!(error = %source, "The database does not answer");
                Self::DatabaseDown { reason: galley_store::reason_of(&source) }
            }
            other => Self::Internal(other.into()),
        }
    }
}
