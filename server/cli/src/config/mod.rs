//! The configuration: what the operator decided, read once at the start, and wrong in one clear sentence.
//!
//! Values come from the defaults, then `galley.toml`, then `GALLEY_…` variables, then flags; the later wins. This is
//! the only place that reads the environment. It decides nothing about what the values lead to.

mod database;
mod error;
mod http;
mod keys;
mod logs;
mod secret;
mod sources;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub use database::DatabaseConfig;
pub use error::ConfigError;
pub use http::HttpConfig;
pub use logs::{LogConfig, LogFormat};
pub use secret::{SecretConfig, SecretKey};
pub use sources::{Flag, Sources};

use keys::Keys;

/// Everything that can be configured, one part for each concern.
#[derive(Debug, Clone)]
pub struct Config {
    pub data_dir: PathBuf,
    /// Mistakes of the theme are shown in its pages.
    pub development: bool,
    pub database: DatabaseConfig,
    pub http: HttpConfig,
    pub logs: LogConfig,
    pub secret: SecretConfig,
    /// Where uploads are kept, as the media store reads it.
    pub media_url: String,
    /// Room for kept answers; with 0 none are kept.
    pub cache_bytes: usize,
    /// Keys that are set although nothing uses them yet.
    pub without_effect: Vec<&'static str>,
}

impl Config {
    /// Reads all sources; the first thing that is wrong is the error.
    pub fn load(sources: &Sources) -> Result<Self, ConfigError> {
        let keys: Keys = sources.figment()?.extract().map_err(ConfigError::from)?;
        keys.into_config()
    }
}
