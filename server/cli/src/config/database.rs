//! Which database the site is kept in.

use std::fmt;
use std::path::Path;

/// The address of the database; it may hold a password, so it is not shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseConfig {
    pub url: String,
}

impl DatabaseConfig {
    /// The SQLite file of a data folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self { url: format!("sqlite:{}", folder.join("galley.sqlite").display()) }
    }
}

impl fmt::Debug for DatabaseConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.url.split(':').next().unwrap_or_default();
        write!(f, "DatabaseConfig({scheme}:…)")
    }
}
