//! Whether there is a database at a URL, said in words that name the place.
//!
//! A pool waits and tries again, and a migration wraps what it hears; this asks once, before both.

use std::str::FromStr;
use std::time::Duration;

use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{self, ConnectOptions as _, Connection as _};

use crate::dialect::Backend;
use crate::error::StoreError;

const PATIENCE: Duration = Duration::from_secs(5);

/// Fails with the place and the reason when nothing can be opened there. An SQLite file need not exist yet.
pub async fn reach(url: &str) -> Result<(), StoreError> {
    match Backend::of_url(url)? {
        Backend::Sqlite => reach_sqlite(url),
        Backend::Postgres => reach_postgres(url).await,
    }
}

fn reach_sqlite(url: &str) -> Result<(), StoreError> {
    let options = SqliteConnectOptions::from_str(url).map_err(|error| unreachable(url, &error))?;
    let file = options.get_filename();
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Err(StoreError::Unreachable {
            place: file.display().to_string(),
            reason: format!("the folder {} does not exist", folder.display()),
        }),
        Some(_) | None => Ok(()),
    }
}

async fn reach_postgres(url: &str) -> Result<(), StoreError> {
    let options =
        PgConnectOptions::from_str(url).map_err(|error| unreachable("the configured URL", &error))?;
    let database = options.get_database().unwrap_or_else(|| options.get_username());
    let place = format!("{}:{}, database `{database}`", options.get_host(), options.get_port());
    match tokio::time::timeout(PATIENCE, options.connect()).await {
        Ok(Ok(connection)) => Ok(connection.close().await?),
        Ok(Err(error)) => Err(unreachable(&place, &error)),
        Err(_elapsed) => Err(StoreError::Unreachable {
            place,
            reason: format!("no answer within {} seconds", PATIENCE.as_secs()),
        }),
    }
}

/// The driver's own words without the place in its source that it adds.
fn unreachable(place: &str, error: &sqlx::Error) -> StoreError {
    let reason = match error {
        sqlx::Error::Database(said) => said.message().to_owned(),
        other => other.to_string(),
    };
    StoreError::Unreachable { place: place.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_cannot_be_reached_is_named_without_the_password() {
        for (url, words) in [
            ("postgres://root:secret@127.0.0.1:1/site", vec!["127.0.0.1:1", "`site`"]),
            (
                "sqlite:///no-such-folder/galley.sqlite",
                vec!["/no-such-folder/galley.sqlite", "does not exist"],
            ),
        ] {
            let said = reach(url).await.unwrap_err().to_string();
            assert!(words.iter().all(|word| said.contains(word)), "{said}");
            assert!(!said.contains("secret"), "{said}");
        }
    }
}
