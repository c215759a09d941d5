//! Random secrets: shown once to whoever they are for, kept as a hash.
//!
//! They carry 256 random bits, so one pass of SHA-256 is enough to keep them.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

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

/// The installation's key, from which a key for each purpose is derived. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct MasterKey(SecretHash);

impl MasterKey {
    /// From the operator's secret, whatever its form.
    pub fn new(secret: &str) -> Self {
        Self(hash_of(secret))
    }

    /// A hash of `data` that nobody without the key can compare guesses with.
    pub(crate) fn keyed_hash(&self, purpose: &str, data: &[u8]) -> SecretHash {
        authenticated(&authenticated(&self.0, purpose.as_bytes()), data)
    }

    /// Whether `found` is the [`keyed_hash`](Self::keyed_hash) of `data`; takes as long for a near miss as for a far one.
    pub(crate) fn is_keyed_hash(&self, purpose: &str, data: &[u8], found: &SecretHash) -> bool {
        self.keyed_hash(purpose, data).ct_eq(found).into()
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn authenticated(key: &SecretHash, data: &[u8]) -> SecretHash {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("32 bytes are a key");
    mac.update(data);
    mac.finalize().into_bytes().into()
}

pub(crate) fn hash_of(text: &str) -> SecretHash {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyed_hash_depends_on_key_purpose_and_data() {
        let key = MasterKey::new("one");
        let hash = key.keyed_hash("purpose", b"data");
        assert_eq!(MasterKey::new("one").keyed_hash("purpose", b"data"), hash);
        assert_ne!(MasterKey::new("two").keyed_hash("purpose", b"data"), hash);
        assert_ne!(key.keyed_hash("another", b"data"), hash);
        assert_ne!(key.keyed_hash("purpose", b"other"), hash);
    }

    #[test]
    fn secrets_differ_and_do_not_show() {
        let (first, second) = (Secret::new("gly_"), Secret::new("gly_"));
        assert_ne!(first.reveal(), second.reveal());
        assert!(first.reveal().starts_with("gly_") && first.reveal().len() == 47);
        assert_eq!(hash_of(first.reveal()), first.hash());
        assert!(!format!("{first:?}").contains(first.reveal()));
    }
}
