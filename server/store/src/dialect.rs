//! The databases, and the few places where their SQL differs.
//!
//! MariaDB joins later as a third variant; each `match` here is then a place to decide, and nothing outside this
//! module and the query compiler matches on the database.

use std::borrow::Cow;

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

    /// As the driver names it.
    pub(crate) const fn of_driver(self) -> DatabaseBackend {
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

    /// Tells other processes of an event as soon as it is committed, where the database can.
    pub(crate) const fn announce(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("SELECT pg_notify('galley_events', $1)"),
        }
    }

    /// Spells the `?` of a statement as the database has its parameters. The statement has no other `?`.
    pub(crate) fn numbered(self, sql: &'static str) -> Cow<'static, str> {
        match self {
            Self::Sqlite => Cow::Borrowed(sql),
            Self::Postgres => {
                let mut numbered = String::with_capacity(sql.len() + 8);
                for (index, piece) in sql.split('?').enumerate() {
                    if index > 0 {
                        numbered.push('$');
                        numbered.push_str(&index.to_string());
                    }
                    numbered.push_str(piece);
                }
                Cow::Owned(numbered)
            }
        }
    }
}
