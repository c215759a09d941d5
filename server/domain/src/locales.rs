//! Locales, what stands in for one, and the two stages of an entry.

mod fallbacks;
mod names;

pub use fallbacks::Fallbacks;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::IdError;

/// A BCP 47 code such as `en` or `pt-BR`, or the empty code of types that are not localized.
///
/// The API shows the empty code as `null`. At most 35 characters, letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Locale(String);

impl Locale {
    pub const MAX_LENGTH: usize = 35;

    /// The locale of entries whose content type is not localized.
    pub const fn none() -> Self {
        Self(String::new())
    }

    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A code as the database holds it; it was checked when it was written.
    pub fn from_stored(code: String) -> Self {
        Self(code)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Locale {
    type Err = IdError;

    fn from_str(code: &str) -> Result<Self, IdError> {
        let mut parts = code.split('-');
        let language = parts.next().unwrap_or_default();
        let well_formed = code.len() <= Self::MAX_LENGTH
            && (2..=8).contains(&language.len())
            && language.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        if well_formed {
            Ok(Self(code.to_owned()))
        } else {
            Err(IdError { kind: "locale", text: code.chars().take(64).collect() })
        }
    }
}

impl Serialize for Locale {
    /// The empty code is `null` on the wire.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_none() { serializer.serialize_none() } else { serializer.serialize_str(&self.0) }
    }
}

impl<'de> Deserialize<'de> for Locale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Option::<String>::deserialize(deserializer)? {
            None => Ok(Self::none()),
            Some(code) => code.parse().map_err(serde::de::Error::custom),
        }
    }
}

/// Which of its two forms an entry row holds. Stored as 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    Draft,
    Published,
}

impl Stage {
    pub const fn number(self) -> i16 {
        match self {
            Self::Draft => 0,
            Self::Published => 1,
        }
    }

    pub const fn from_number(number: i16) -> Option<Self> {
        match number {
            0 => Some(Self::Draft),
            1 => Some(Self::Published),
            _ => None,
        }
    }
}
