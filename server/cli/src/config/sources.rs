//! Where values come from: the file, the environment, the flags; each value remembers which.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use figment::providers::{Format as _, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};

use super::error::ConfigError;

const PREFIX: &str = "GALLEY_";
/// Variables of the test harness; they configure tests, not the program.
const TEST_PREFIX: &str = "GALLEY_TEST_";
/// Read from the working directory when no other file is named.
const DEFAULT_FILE: &str = "galley.toml";

/// A key that was given on the command line.
#[derive(Debug, Clone)]
pub struct Flag {
    pub key: &'static str,
    pub value: String,
}

/// All that a configuration is read from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// A file that must exist; without it `galley.toml` is read when it is there.
    pub file: Option<PathBuf>,
    pub environment: Vec<(OsString, OsString)>,
    pub flags: Vec<Flag>,
}

impl Sources {
    /// The environment of the process, and what was given on the command line.
    pub fn of_process(file: Option<PathBuf>, flags: Vec<Flag>) -> Self {
        Self { file, environment: std::env::vars_os().collect(), flags }
    }

    pub(super) fn figment(&self) -> Result<Figment, ConfigError> {
        let mut figment = self.merge_file(Figment::new())?;
        for (name, value) in &self.environment {
            let Some(name) = name.to_str() else { continue };
            let Some(key) = name.strip_prefix(PREFIX).filter(|_| !name.starts_with(TEST_PREFIX)) else {
                continue;
            };
            let source_name = format!("the variable {name}");
            let key = key.to_ascii_lowercase();
            let text = value.to_str().ok_or_else(|| ConfigError::wrong(&key, &source_name, "not Unicode"))?;
            figment = figment.merge(OneValue::new(key, text, source_name)?);
        }
        for flag in &self.flags {
            let source_name = format!("the flag --{}", flag.key.replace('_', "-"));
            figment = figment.merge(OneValue::new(flag.key.to_owned(), &flag.value, source_name)?);
        }
        Ok(figment)
    }

    fn merge_file(&self, figment: Figment) -> Result<Figment, ConfigError> {
        let (path, required) = match &self.file {
            Some(path) => (path.as_path(), true),
            None => (Path::new(DEFAULT_FILE), false),
        };
        let unreadable = |problem: String| ConfigError::File { file: path.display().to_string(), problem };
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !required => return Ok(figment),
            Err(error) => return Err(unreadable(error.kind().to_string())),
        };
        let text = String::from_utf8(bytes).map_err(|error| {
            let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
            let line = before.filter(|byte| **byte == b'\n').count() + 1;
            unreadable(format!("line {line} is not UTF-8; hint: save the file as UTF-8"))
        })?;
        // The parser's own message shows the line, which may hold a secret; its first line says what and where.
        if let Err(error) = toml::from_str::<toml::Table>(&text) {
            let line = error
                .span()
                .map_or(1, |span| text.bytes().take(span.start).filter(|b| *b == b'\n').count() + 1);
            return Err(unreadable(format!("line {line}: {}", error.message())));
        }
        let provider = Named { inner: Toml::string(&text), source_name: path.display().to_string() };
        Ok(figment.merge(provider))
    }
}

/// A key from a variable or flag, always text: `12` as a secret is not a number.
struct OneValue {
    key: String,
    value: String,
    source_name: String,
}

impl OneValue {
    fn new(key: String, value: &str, source_name: String) -> Result<Self, ConfigError> {
        if value.is_empty() {
            return Err(ConfigError::wrong(&key, &source_name, "it is empty; remove it to get the default"));
        }
        Ok(Self { key, value: value.to_owned(), source_name })
    }
}

impl Provider for OneValue {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.source_name.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        let value = Value::from(self.value.clone());
        Ok(Map::from([(Profile::Default, Dict::from([(self.key.clone(), value)]))]))
    }
}

/// Another provider under a name that people know it by.
struct Named<P> {
    inner: P,
    source_name: String,
}

impl<P: Provider> Provider for Named<P> {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.source_name.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        self.inner.data()
    }
}
