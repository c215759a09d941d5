//! What callers of the store can tell apart when the database says no.
//!
//! Owns the mapping from driver codes to causes. It knows neither HTTP status codes nor texts for people; the
//! source chain is for the log.

use std::sync::Arc;

use sea_orm::error::ConnAcquireErr;
use sea_orm::{DbErr, RuntimeErr, sqlx};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another transaction was in the way. Nothing was changed; the whole unit of work may be repeated.
    #[error("the unit of work has to be repeated")]
    Retry(#[source] DbErr),
    /// A row with the same key exists.
    #[error("a row of `{table}` with the same key exists")]
    UniqueViolation { table: String },
    /// A bound on waiting was passed: the writer's queue, a pool, a lock or the time of a statement.
    #[error("the database is busy")]
    Busy,
    /// The database does not answer, or cannot write.
    #[error("the database is not available")]
    Unavailable(#[source] DbErr),
    /// A stored row is not what this version writes.
    #[error("a stored row of `{table}` cannot be read: {problem}")]
    Corrupt { table: &'static str, problem: String },
    /// The configured database is one that Galley does not run on.
    #[error("this database cannot be used: {reason}")]
    Unsupported { reason: String },
    /// Nothing answers at the configured place, or what answers refuses.
    #[error("the database at {place} cannot be reached: {reason}")]
    Unreachable { place: String, reason: String },
    #[error("the database refused a statement")]
    Database(#[source] DbErr),
}

impl StoreError {
    pub(crate) fn corrupt(table: &'static str, problem: impl std::fmt::Display) -> Self {
        Self::Corrupt { table, problem: problem.to_string() }
    }

    pub(crate) fn unsupported(reason: impl Into<String>) -> Self {
        Self::Unsupported { reason: reason.into() }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => Self::Busy,
            DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed) => Self::Unavailable(error),
            DbErr::Conn(RuntimeErr::SqlxError(source))
            | DbErr::Exec(RuntimeErr::SqlxError(source))
            | DbErr::Query(RuntimeErr::SqlxError(source)) => match cause(source) {
                Cause::Retry => Self::Retry(error),
                Cause::Unique { table } => Self::UniqueViolation { table },
                Cause::Busy => Self::Busy,
                Cause::Unavailable => Self::Unavailable(error),
                Cause::Other => Self::Database(error),
            },
            _ => Self::Database(error),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        DbErr::Query(RuntimeErr::SqlxError(Arc::new(error))).into()
    }
}

enum Cause {
    Retry,
    Unique { table: String },
    Busy,
    Unavailable,
    Other,
}

/// What the database itself said, without the names of the libraries in between.
pub fn reason_of(error: &DbErr) -> String {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(source))
        | DbErr::Exec(RuntimeErr::SqlxError(source))
        | DbErr::Query(RuntimeErr::SqlxError(source)) => match &**source {
            sqlx::Error::Database(said) => said.message().to_owned(),
            other => other.to_string(),
        },
        other => other.to_string(),
    }
}

fn cause(error: &sqlx::Error) -> Cause {
    match error {
        sqlx::Error::PoolTimedOut => Cause::Busy,
        sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::Io(_) | sqlx::Error::Tls(_) => {
            Cause::Unavailable
        }
        sqlx::Error::Database(reported) => {
            let code = reported.code();
            let code = code.as_deref().unwrap_or_default();
            let from_sqlite = reported.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some();
            if reported.is_unique_violation() {
                let named = reported.table().map(str::to_owned);
                Cause::Unique { table: named.unwrap_or_else(|| table_in_message(reported.message())) }
            } else if from_sqlite {
                sqlite_cause(code)
            } else {
                postgres_cause(code)
            }
        }
        _ => Cause::Other,
    }
}

/// SQLite names the columns only in its message: `UNIQUE constraint failed: users.email_key`.
fn table_in_message(message: &str) -> String {
    let columns = message.rsplit(": ").next().unwrap_or_default();
    columns.split('.').next().unwrap_or_default().to_owned()
}

fn sqlite_cause(code: &str) -> Cause {
    // The low byte is the primary result code, the rest says more about it.
    match code.parse::<u32>().map(|code| code & 0xff) {
        Ok(5 | 6) => Cause::Retry,
        // READONLY, IOERR, FULL, CANTOPEN
        Ok(8 | 10 | 13 | 14) => Cause::Unavailable,
        Ok(_) | Err(_) => Cause::Other,
    }
}

fn postgres_cause(code: &str) -> Cause {
    match code {
        // Serialization failure, deadlock.
        "40001" | "40P01" => Cause::Retry,
        // Statement timeout, lock timeout, too many connections.
        "57014" | "55P03" | "53300" => Cause::Busy,
        _ if ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class)) => Cause::Unavailable,
        _ => Cause::Other,
    }
}
