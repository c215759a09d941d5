//! Whether there is a database at a URL, said in words that name the place.
//!
//! A pool waits and tries again, and a migration wraps what it hears; this asks once, before both.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{self, ConnectOptions as _, Connection as _};

use crate::dialect::Backend;
use crate::error::StoreError;

/// What every SQLite file begins with.
const SQLITE_HEADER: &[u8; 16] = b"SQLite format 3\0";
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
    let refused = |reason: String| Err(StoreError::Unreachable { place: file.display().to_string(), reason });
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return refused(format!("the folder {} does not exist", folder.display()));
    }
    match problem_of_file(file).or_else(|| problem_of_folder(folder.unwrap_or(Path::new(".")))) {
        Some(problem) => refused(problem),
        None => Ok(()),
    }
}

/// What is wrong with a file that is there. SQLite says the same later, in words of its own.
fn problem_of_file(file: &Path) -> Option<String> {
    if file.is_dir() {
        return Some("it is a folder".to_owned());
    }
    let mut start = [0; SQLITE_HEADER.len()];
    let mut opened = match OpenOptions::new().read(true).write(true).open(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(error) => return Some(format!("the file cannot be written: {}", error.kind())),
        Ok(opened) => opened,
    };
    match opened.read_exact(&mut start) {
        // An empty file is an empty database.
        Err(_) if opened.metadata().is_ok_and(|metadata| metadata.len() == 0) => None,
        Ok(()) if start == *SQLITE_HEADER => None,
        Ok(()) | Err(_) => Some("the file is not an SQLite database".to_owned()),
    }
}

/// SQLite keeps its log beside the file. Rights do not tell whether it can: the whole disk may be for reading only.
fn problem_of_folder(folder: &Path) -> Option<String> {
    let probe = folder.join(format!(".galley-probe-{}", std::process::id()));
    let made = OpenOptions::new().write(true).create(true).truncate(true).open(&probe);
    match made.and_then(|_file| std::fs::remove_file(&probe)) {
        Ok(()) => None,
        // Somebody in this process asked at the same moment and took it away.
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => Some(format!("the folder {} cannot be written: {}", folder.display(), error.kind())),
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

    #[tokio::test]
    async fn a_file_that_is_no_database_is_told_before_it_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
        std::fs::write(folder.path().join("text"), "a long text that is not a database").unwrap();
        std::fs::write(folder.path().join("short"), "x").unwrap();
        std::fs::write(folder.path().join("empty"), "").unwrap();
        for (url, words) in [
            (at("text"), "not an SQLite database"),
            (at("short"), "not an SQLite database"),
            (format!("sqlite:{}", folder.path().display()), "it is a folder"),
        ] {
            let said = reach(&url).await.unwrap_err().to_string();
            assert!(said.contains(words), "{url}: {said}");
        }
        reach(&at("empty")).await.unwrap();
        reach(&at("new")).await.unwrap();
    }
}
