//! Between the paths of requests and links, which are percent-encoded, and those of routes, which are not.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization as _;

/// Longest path that is looked up, in bytes as it was sent.
const LONGEST: usize = 8 * 1024;

/// What a path needs encoded to stand in a URL; everything else is its own spelling.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A path as routes hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// Decoded and NFC.
    pub(crate) path: String,
}

impl Address {
    /// Reads the path of a request; none when it cannot be one: it is too long, not UTF-8, has control characters, or
    /// segments that are empty or mean another one.
    pub(crate) fn read(raw: &str) -> Option<Self> {
        if raw.len() > LONGEST {
            return None;
        }
        let decoded = percent_decode_str(raw).decode_utf8().ok()?;
        let path: String = decoded.nfc().collect();
        let inner = path.strip_prefix('/')?;
        let last = inner.split('/').count() - 1;
        let is_path = inner.split('/').enumerate().all(|(index, segment)| {
            (!segment.is_empty() || index == last)
                && !matches!(segment, "." | "..")
                && !segment.chars().any(|c| c.is_control() || c == '\\')
        });
        // An encoded slash would be one more segment than was written.
        let is_whole = raw.matches('/').count() == path.matches('/').count();
        (is_path && is_whole).then_some(Self { path })
    }
}

/// A path as it stands in links and headers.
pub(crate) fn encode(path: &str) -> String {
    utf8_percent_encode(path, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_decoded_or_none() {
        let long = format!("/{}", "a".repeat(LONGEST));
        for (raw, path) in [
            ("/", Some("/")),
            ("/blog/", Some("/blog/")),
            ("/tag/%C3%A9t%C3%A9", Some("/tag/été")),
            ("/tag/%c3%a9t%c3%a9", Some("/tag/été")),
            ("/tag/e%CC%81", Some("/tag/é")),
            ("/a%20b", Some("/a b")),
            ("", None),
            ("blog", None),
            ("//blog", None),
            ("/a//b", None),
            ("/./a", None),
            ("/a/..", None),
            ("/%2e%2e/a", None),
            ("/a%2fb", None),
            ("/a%5cb", None),
            ("/a\\b", None),
            ("/a%00", None),
            ("/a%0d%0ab", None),
            ("/%ff", None),
            (long.as_str(), None),
        ] {
            assert_eq!(Address::read(raw).map(|address| address.path).as_deref(), path, "{raw}");
        }
    }

    #[test]
    fn paths_are_encoded_for_links() {
        for (path, encoded) in [
            ("/blog/a-b", "/blog/a-b"),
            ("/été", "/%C3%A9t%C3%A9"),
            ("/a b%", "/a%20b%25"),
            ("/a?b#c", "/a%3Fb%23c"),
        ] {
            assert_eq!(encode(path), encoded);
            assert_eq!(Address::read(encoded).unwrap().path, path);
        }
    }
}
