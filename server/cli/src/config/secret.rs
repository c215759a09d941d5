//! The master key: given, in a file, or made once in the data folder.

use std::fmt;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::error::ConfigError;

/// At least this long: 32 characters of hexadecimal are 128 bits.
const SHORTEST: usize = 32;
/// What people leave in from examples.
const SAMPLES: &[&str] = &["changeme", "change-me", "change_me", "secret", "example", "password", "galley"];

/// A master key that is long enough and no sample. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey(String);

impl SecretKey {
    pub fn new(text: String) -> Result<Self, &'static str> {
        if text.chars().count() < SHORTEST {
            return Err("it is too short: at least 32 characters; hint: `openssl rand -base64 32`");
        }
        let mut distinct: Vec<char> = text.chars().collect();
        distinct.sort_unstable();
        distinct.dedup();
        let lower = text.to_ascii_lowercase();
        let is_sample = SAMPLES.iter().any(|sample| lower.starts_with(sample));
        if is_sample || distinct.len() < 8 {
            return Err("it can be guessed; hint: `openssl rand -base64 32`");
        }
        Ok(Self(text))
    }

    /// The text itself, for deriving keys from it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// Where the master key is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretConfig {
    Given(SecretKey),
    /// A file that the operator made.
    File(PathBuf),
    /// A file that is made when it is not there.
    Own(PathBuf),
}

impl SecretConfig {
    pub(super) fn from_keys(
        secret: Option<SecretKey>,
        file: Option<PathBuf>,
        data_dir: &Path,
    ) -> Result<Self, ConfigError> {
        match (secret, file) {
            (Some(_), Some(_)) => Err(ConfigError::wrong(
                "secret_file",
                "the configuration",
                "`secret` is set too; only one of them can count",
            )),
            (Some(key), None) => Ok(Self::Given(key)),
            (None, Some(file)) => Ok(Self::File(file)),
            (None, None) => Ok(Self::Own(data_dir.join("secret"))),
        }
    }

    /// The key; `fresh` is what a new file gets.
    pub fn key(&self, fresh: &str) -> anyhow::Result<SecretKey> {
        let path = match self {
            Self::Given(key) => return Ok(key.clone()),
            Self::File(path) => path,
            Self::Own(path) => {
                make_once(path, fresh).with_context(|| format!("`{}` cannot be written", path.display()))?;
                path
            }
        };
        let text =
            std::fs::read_to_string(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
        SecretKey::new(text.trim().to_owned())
            .map_err(|problem| anyhow::anyhow!("wrong secret in `{}`: {problem}", path.display()))
    }
}

/// Writes a complete file or none, even when two processes start at once: the first name that lands stays.
fn make_once(path: &Path, fresh: &str) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let draft = folder.join(format!(".secret-{}", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(fresh.as_bytes())?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}
