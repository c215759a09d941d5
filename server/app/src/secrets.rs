//! Random secrets: shown once to whoever they are for, kept as a hash.
//!
//! They carry 256 random bits, so one pass of SHA-256 is enough to keep them.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::ids;

/// SHA-256 of a secret's text: what the database holds.
pub(crate) type SecretHash = [u8; 32];

/// A secret that was made this moment. `Debug` does not show it.
pub struct Secret(String);

impl Secret {
    /// `prefix` and 43 characters of base64url.
    pub(crate) fn new(prefix: &str) -> Self {
        Self(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(ids::new_secret())))
    }

    /// The text itself, for the one answer that may hold it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> SecretHash {
        hash_of(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

pub(crate) fn hash_of(text: &str) -> SecretHash {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_do_not_show() {
        let (first, second) = (Secret::new("gly_"), Secret::new("gly_"));
        assert_ne!(first.reveal(), second.reveal());
        assert!(first.reveal().starts_with("gly_") && first.reveal().len() == 47);
        assert_eq!(hash_of(first.reveal()), first.hash());
        assert!(!format!("{first:?}").contains(first.reveal()));
    }
}
