//! The databases, and the few places where their SQL differs.
//!
//! MariaDB joins later as a third variant; each `match` here is then a place to decide, and nothing outside this
//! module and the query compiler matches on the database.

use sea_orm::DatabaseBackend;

use crate::error::StoreError;

/// A database that Galley runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

impl Backend {
    /// Which database a URL names; the others are refused by name, before any connection.
    pub fn of_url(url: &str) -> Result<Self, StoreError> {
        match url.split(':').next().unwrap_or_default() {
            "sqlite" => Ok(Self::Sqlite),
            "postgres" | "postgresql" => Ok(Self::Postgres),
            "mysql" | "mariadb" => Err(StoreError::unsupported(
                "MySQL and MariaDB are not supported yet; use a `sqlite:` or `postgres:` URL",
            )),
            scheme => Err(StoreError::unsupported(format!(
                "`{scheme}:` is not a known kind of database; use a `sqlite:` or `postgres:` URL"
            ))),
        }
    }

    pub(crate) const fn of_connection(backend: DatabaseBackend) -> Self {
        match backend {
            DatabaseBackend::Postgres => Self::Postgres,
            _ => Self::Sqlite,
        }
    }

    pub(crate) const fn sea_orm(self) -> DatabaseBackend {
        match self {
            Self::Sqlite => DatabaseBackend::Sqlite,
            Self::Postgres => DatabaseBackend::Postgres,
        }
    }

    /// How many values one statement may bind.
    pub(crate) const fn most_values(self) -> usize {
        match self {
            Self::Sqlite => 32_766,
            Self::Postgres => 65_535,
        }
    }
}
