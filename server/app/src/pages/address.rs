//! One spelling for each path of the site: decoded, without a slash at its end, with the page number taken off.

use galley_domain::ids::DocumentId;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization as _;

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

/// A path as routes hold it, and the page of a list that it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// Begins with `/`, and is `/` only at the root.
    pub(super) path: String,
    /// The path without `/page/{number}`; the whole path when there is no number.
    pub(super) base: String,
    /// From 1.
    pub(super) page: u64,
    /// Whether the visitor used this spelling.
    pub(super) is_canonical: bool,
}

impl Address {
    /// Reads the path of a request; none when it is not UTF-8.
    pub(super) fn read(raw: &str) -> Option<Self> {
        let decoded = percent_decode_str(raw).decode_utf8().ok()?;
        let text: String = decoded.nfc().collect();
        let inner = text.trim_matches('/');
        let path = format!("/{inner}");
        let (base, page) = paged(&path).unwrap_or_else(|| (path.clone(), 1));
        let is_canonical = *decoded == path && (page > 1 || base == path);
        Some(Self { path, base, page, is_canonical })
    }

    /// The document that `/go/{id}` names.
    pub(super) fn document(&self) -> Option<DocumentId> {
        self.path.strip_prefix("/go/")?.parse().ok()
    }
}

/// Cuts `/page/{number}` off; only the plain spelling of a number counts.
fn paged(path: &str) -> Option<(String, u64)> {
    let (before, number) = path.rsplit_once('/')?;
    let base = before.strip_suffix("/page")?;
    let page: u64 = number.parse().ok().filter(|page| *page > 0)?;
    let base = if base.is_empty() { "/" } else { base };
    (page.to_string() == number).then(|| (base.to_owned(), page))
}

/// The path of page `page` of the list at `base`.
pub(super) fn page_path(base: &str, page: u64) -> String {
    match (page, base) {
        (1, _) => base.to_owned(),
        (_, "/") => format!("/page/{page}"),
        _ => format!("{base}/page/{page}"),
    }
}

/// A path as it stands in links and headers.
pub(super) fn encode(path: &str) -> String {
    utf8_percent_encode(path, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_one_spelling() {
        for (raw, path, base, page, is_canonical) in [
            ("/", "/", "/", 1, true),
            ("/blog", "/blog", "/blog", 1, true),
            ("/blog/", "/blog", "/blog", 1, false),
            ("/blog/page/2", "/blog/page/2", "/blog", 2, true),
            ("/blog/page/2/", "/blog/page/2", "/blog", 2, false),
            ("/blog/page/1", "/blog/page/1", "/blog", 1, false),
            ("/page/3", "/page/3", "/", 3, true),
            ("/blog/page/0", "/blog/page/0", "/blog/page/0", 1, true),
            ("/blog/page/02", "/blog/page/02", "/blog/page/02", 1, true),
            ("/blog/page/x", "/blog/page/x", "/blog/page/x", 1, true),
            ("/tag/%C3%A9t%C3%A9", "/tag/été", "/tag/été", 1, true),
            ("/tag/e%CC%81", "/tag/é", "/tag/é", 1, false),
        ] {
            let address = Address::read(raw).unwrap();
            assert_eq!(
                (address.path.as_str(), address.base.as_str(), address.page, address.is_canonical),
                (path, base, page, is_canonical),
                "{raw}"
            );
        }
        assert_eq!(Address::read("/%ff"), None);
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

    #[test]
    fn pages_of_a_list_have_paths() {
        assert_eq!(page_path("/", 1), "/");
        assert_eq!(page_path("/", 2), "/page/2");
        assert_eq!(page_path("/blog", 1), "/blog");
        assert_eq!(page_path("/blog", 2), "/blog/page/2");
    }
}
