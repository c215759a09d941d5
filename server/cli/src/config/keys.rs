//! The keys as they are written, and how they become the parts of the configuration.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use galley_http::front::{AddressRange, Origin};
use galley_http::read_budget::ReadRates;
use galley_http::routes::ContentParameters;
use galley_http::state::ContentSignIn;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Config, ConfigError, DatabaseConfig, HttpConfig, LogConfig, LogFormat, SecretConfig, SecretKey};

/// Every key there is. Names are those of `galley.toml`; in the environment they are `GALLEY_` and upper case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keys {
    #[serde(default, deserialize_with = "database_url")]
    database_url: Option<String>,
    #[serde(default = "default_data_dir")]
    data_dir: PathBuf,
    #[serde(default, deserialize_with = "listen")]
    listen: Option<SocketAddr>,
    #[serde(default, deserialize_with = "parsed")]
    base_url: Option<Origin>,
    #[serde(default, deserialize_with = "parsed")]
    admin_url: Option<Origin>,
    media_url: Option<String>,
    mail: Option<String>,
    #[serde(default, deserialize_with = "secret")]
    secret: Option<SecretKey>,
    secret_file: Option<PathBuf>,
    #[serde(default, deserialize_with = "list")]
    outbound_allow: Vec<String>,
    #[serde(default, deserialize_with = "list")]
    trusted_proxies: Vec<AddressRange>,
    #[serde(default, deserialize_with = "log_filter")]
    log: Option<String>,
    #[serde(default)]
    log_format: LogFormat,
    cache: Option<Cache>,
    /// In MiB.
    #[serde(default, deserialize_with = "parsed_number")]
    cache_size: Option<u32>,
    #[serde(default)]
    development: Development,
    #[serde(default, deserialize_with = "switch")]
    strict_parameters: bool,
    #[serde(default, deserialize_with = "switch")]
    content_sign_in: bool,
    #[serde(default, deserialize_with = "parsed_number")]
    read_budget_per_actor: Option<u32>,
    #[serde(default, deserialize_with = "parsed_number")]
    read_budget_per_address: Option<u32>,
}

/// Room for kept answers unless something else is said, in MiB.
const CACHE_SIZE: u32 = 64;
const MIB: usize = 1024 * 1024;

/// Whether answers are kept in memory; `off` is for measuring.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Cache {
    On,
    Off,
}

/// Whether somebody works on the theme of this site.
#[derive(Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Development {
    On,
    #[default]
    Off,
}

impl Keys {
    pub(super) fn into_config(self) -> Result<Config, ConfigError> {
        let mut without_effect = Vec::new();
        for (key, is_set) in
            [("mail", self.mail.is_some()), ("outbound_allow", !self.outbound_allow.is_empty())]
        {
            if is_set {
                without_effect.push(key);
            }
        }
        if self.admin_url.is_some() && self.base_url.is_none() {
            return Err(ConfigError::wrong("admin_url", "the configuration", "it needs `base_url`"));
        }
        let reads = reads(&self);
        let http = HttpConfig::default();
        let logs = LogConfig::default();
        let media_url =
            self.media_url.unwrap_or_else(|| format!("file:{}", self.data_dir.join("media").display()));
        Ok(Config {
            database: self
                .database_url
                .map_or_else(|| DatabaseConfig::in_folder(&self.data_dir), |url| DatabaseConfig { url }),
            http: HttpConfig {
                listen: self.listen.unwrap_or(http.listen),
                base_url: self.base_url,
                admin_url: self.admin_url,
                trusted_proxies: self.trusted_proxies,
                reads,
                content_sign_in: if self.content_sign_in { ContentSignIn::On } else { ContentSignIn::Off },
                content_parameters: if self.strict_parameters {
                    ContentParameters::Strict
                } else {
                    ContentParameters::Lenient
                },
            },
            logs: LogConfig { filter: self.log.unwrap_or(logs.filter), format: self.log_format },
            secret: SecretConfig::from_keys(self.secret, self.secret_file, &self.data_dir)?,
            data_dir: self.data_dir,
            development: self.development == Development::On,
            media_url,
            without_effect,
            cache_bytes: if self.cache == Some(Cache::Off) {
                0
            } else {
                usize::try_from(self.cache_size.unwrap_or(CACHE_SIZE))
                    .unwrap_or(usize::MAX)
                    .saturating_mul(MIB)
            },
        })
    }
}

fn default_data_dir() -> PathBuf {
    PathBuf::from("data")
}

fn parsed<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    String::deserialize(deserializer)?.parse().map(Some).map_err(Error::custom)
}

fn listen<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SocketAddr>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let expected = "expected an IP address and a port, such as `127.0.0.1:8080`";
    text.parse().map(Some).map_err(|_not_an_address| Error::custom(expected))
}

fn database_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let url = String::deserialize(deserializer)?;
    let backend = galley_store::Backend::of_url(&url).map_err(Error::custom)?;
    let place = url.trim_start_matches("sqlite:").trim_start_matches('/');
    if backend == galley_store::Backend::Sqlite && (place.is_empty() || place == ":memory:") {
        return Err(Error::custom("it names no file; expected `sqlite:PATH`"));
    }
    Ok(Some(url))
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SecretKey>, D::Error> {
    SecretKey::new(String::deserialize(deserializer)?).map(Some).map_err(Error::custom)
}

fn log_filter<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let filter = String::deserialize(deserializer)?;
    tracing_subscriber::EnvFilter::try_new(&filter).map_err(Error::custom)?;
    Ok(Some(filter))
}

/// Reads without the cache are measurements, which nothing should stop, unless a budget was asked for.
fn reads(keys: &Keys) -> ReadRates {
    let measured = keys.cache == Some(Cache::Off);
    let rate = |given: Option<u32>, default: Option<u32>| match given {
        Some(0) => None,
        None if measured => None,
        None => default,
        given => given,
    };
    let defaults = ReadRates::default();
    ReadRates {
        per_actor: rate(keys.read_budget_per_actor, defaults.per_actor),
        per_address: rate(keys.read_budget_per_address, defaults.per_address),
    }
}

/// A number in the file, or its text in a variable.
fn parsed_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    deserializer.deserialize_any(NumberVisitor).map(Some)
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number from 0 to 4294967295")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<u32, E> {
        u32::try_from(number).map_err(|_too_large| E::custom("expected a whole number from 0 to 4294967295"))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<u32, E> {
        u32::try_from(number).map_err(|_too_large| E::custom("expected a whole number from 0 to 4294967295"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<u32, E> {
        text.parse().map_err(|_no_number| E::custom("expected a whole number from 0 to 4294967295"))
    }
}

/// A boolean in the file, or its text in a variable.
fn switch<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    deserializer.deserialize_any(SwitchVisitor)
}

struct SwitchVisitor;

impl Visitor<'_> for SwitchVisitor {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true or false")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        text.parse().map_err(|_neither| E::custom("expected true or false"))
    }
}

/// A list in the file, or one text with commas.
fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    deserializer.deserialize_any(ListVisitor(std::marker::PhantomData))
}

struct ListVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: FromStr<Err: fmt::Display>> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list, or one text with commas")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Vec<T>, E> {
        let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
        items.map(|item| item.parse().map_err(E::custom)).collect()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<String>()? {
            list.push(item.parse().map_err(A::Error::custom)?);
        }
        Ok(list)
    }
}
