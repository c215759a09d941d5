//! What a menu is called; themes show the menus `main` and `footer`.

use std::fmt;
use std::str::FromStr;

use crate::ids::IdError;

/// Lower-case letters, digits and hyphens, beginning with a letter; at most 64.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MenuName(String);

impl MenuName {
    const MAX_LENGTH: usize = 64;

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A name as the database holds it; it was checked when it was written.
    pub fn from_stored(name: String) -> Self {
        Self(name)
    }
}

impl fmt::Display for MenuName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for MenuName {
    type Err = IdError;

    fn from_str(name: &str) -> Result<Self, IdError> {
        let is_name = name.len() <= Self::MAX_LENGTH
            && name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if is_name {
            Ok(Self(name.to_owned()))
        } else {
            Err(IdError { kind: "menu name", text: name.chars().take(64).collect() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for name in ["main", "footer-2", "a"] {
            assert!(name.parse::<MenuName>().is_ok(), "{name}");
        }
        let long = "a".repeat(65);
        for name in ["", "Main", "2nd", "-a", "a b", "a/b", "ä", long.as_str()] {
            assert!(name.parse::<MenuName>().is_err(), "{name}");
        }
    }
}
