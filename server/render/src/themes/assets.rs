//! The assets of a theme: style sheets, pictures, fonts, and the addresses they are served at.
//!
//! One fingerprint names all assets of a theme together and stands in the path, before the file's own: so a style
//! sheet may name its neighbours by relative addresses, and everything may be cached forever.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::ThemeError;
use super::files::ThemeFiles;

const FOLDER: &str = "assets/";

/// What may be served, by suffix.
const CONTENT_TYPES: [(&str, &str); 12] = [
    ("avif", "image/avif"),
    ("css", "text/css; charset=utf-8"),
    ("gif", "image/gif"),
    ("ico", "image/x-icon"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
];

/// One asset, ready to be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThemeAsset<'a> {
    pub bytes: &'a [u8],
    pub content_type: &'static str,
    /// The fingerprint of the theme's assets; an address with this one in it never changes its content.
    pub fingerprint: &'a str,
}

/// All assets of one theme.
pub(crate) struct Assets {
    theme: String,
    fingerprint: String,
    files: BTreeMap<String, (Cow<'static, [u8]>, &'static str)>,
}

impl Assets {
    pub(super) fn of(theme: &str, files: &mut ThemeFiles) -> Result<Self, ThemeError> {
        let mut assets = Self { theme: theme.to_owned(), fingerprint: String::new(), files: BTreeMap::new() };
        let mut hash = Sha256::new();
        for (path, bytes) in files.extract_if(.., |path, _| path.starts_with(FOLDER)) {
            let Some(content_type) = content_type(&path) else {
                let suffixes: Vec<&str> = CONTENT_TYPES.iter().map(|(suffix, _)| *suffix).collect();
                return Err(ThemeError::in_file(path, "assets of this kind are not served")
                    .with_hint(format!("use {}", suffixes.join(", "))));
            };
            // Lengths keep two files apart from one with the same bytes in a row.
            hash.update(path.len().to_le_bytes());
            hash.update(&path);
            hash.update(bytes.len().to_le_bytes());
            hash.update(&bytes);
            let inside = path.trim_start_matches(FOLDER).to_owned();
            assets.files.insert(inside, (bytes, content_type));
        }
        for byte in hash.finalize().iter().take(8) {
            // Writing to a string cannot fail.
            let _ = write!(assets.fingerprint, "{byte:02x}");
        }
        Ok(assets)
    }

    pub(super) fn get(&self, path: &str) -> Option<ThemeAsset<'_>> {
        let (bytes, content_type) = self.files.get(path)?;
        Some(ThemeAsset { bytes, content_type, fingerprint: &self.fingerprint })
    }

    /// The path that serves an asset: `/assets/{theme}/{fingerprint}/{path}`.
    pub(crate) fn url(&self, path: &str) -> Option<String> {
        self.files.contains_key(path).then(|| format!("/assets/{}/{}/{path}", self.theme, self.fingerprint))
    }
}

fn content_type(path: &str) -> Option<&'static str> {
    let (_, suffix) = path.rsplit_once('.')?;
    CONTENT_TYPES.iter().find(|(known, _)| *known == suffix).map(|(_, content_type)| *content_type)
}
