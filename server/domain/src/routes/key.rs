//! The key of a path in `routes`: 32 bytes, so that every database can index a path of any length.

use sha2::{Digest as _, Sha256};

/// SHA-256 of the path as it is stored.
pub fn path_key(path: &str) -> [u8; 32] {
    Sha256::digest(path.as_bytes()).into()
}
