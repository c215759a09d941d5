//! The name of an answer: everything of a request that its handler may look at, in one spelling.
//!
//! A request whose parameters are not all known here has no name, and is answered by its handler.

use galley_domain::routes::{SiteFile, belongs_to_server};
use http::Uri;

use crate::front::Surface;
use crate::query_string::canonical_query;

/// Longer ones are rare, and are not kept.
const LONGEST: usize = 2_048;

/// None when the answer is never kept.
pub(super) fn key_of(surface: Surface, uri: &Uri) -> Option<String> {
    let path = uri.path();
    let key = match surface {
        Surface::AdminApi => return None,
        Surface::Site => page(path, uri.query())?,
        Surface::ContentApi => content(path, uri.query())?,
    };
    (key.len() <= LONGEST).then_some(key)
}

/// A page is made from its path alone, so a query string that says where readers came from makes no other page.
fn page(path: &str, query: Option<&str>) -> Option<String> {
    let is_page = !belongs_to_server(path) || path.starts_with("/go/") || SiteFile::at(path).is_some();
    let is_plain = query.is_none_or(|query| query.split('&').all(is_campaign));
    (is_page && is_plain).then(|| path.to_owned())
}

/// Parameters that advertisers and newsletters add to links.
fn is_campaign(pair: &str) -> bool {
    let name = pair.split_once('=').map_or(pair, |(name, _)| name);
    name.is_empty() || name.starts_with("utm_") || matches!(name, "fbclid" | "gclid" | "mc_cid" | "mc_eid")
}

fn content(path: &str, query: Option<&str>) -> Option<String> {
    let rest = path.strip_prefix("/api/")?;
    if rest.is_empty() || rest == "upload" || rest.starts_with("upload/") {
        return None;
    }
    match query.filter(|query| !query.is_empty()) {
        None => Some(path.to_owned()),
        Some(query) => canonical_query(query).map(|query| format!("{path}?{query}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(surface: Surface, uri: &str, expected: Option<&str>) {
        assert_eq!(key_of(surface, &uri.parse().unwrap()).as_deref(), expected, "{uri}");
    }

    #[test]
    fn a_page_is_named_by_its_path() {
        check(Surface::Site, "/", Some("/"));
        check(Surface::Site, "/blog/one", Some("/blog/one"));
        check(Surface::Site, "/blog/one?utm_source=mail&fbclid=1", Some("/blog/one"));
        for path in ["/go/a", "/fr/go/a", "/robots.txt", "/llms.txt", "/sitemap.xml", "/sitemap-2.xml"] {
            check(Surface::Site, path, Some(path));
        }
        for uri in [
            "/blog/one?page=2",
            "/blog/one?x",
            "/media/a/b.png",
            "/assets/g/1/a.css",
            "/healthz",
            "/preview/a",
        ] {
            check(Surface::Site, uri, None);
        }
        check(Surface::Site, &format!("/{}", "a".repeat(LONGEST)), None);
    }

    #[test]
    fn a_content_answer_is_named_by_what_was_asked_in_one_spelling() {
        let key = Some("/api/posts?fields=title&filters[slug][$eq]=a b");
        for query in [
            "filters[slug][$eq]=a%20b&fields=title",
            "fields=title&filters%5Bslug%5D%5B%24eq%5D=a+b",
            "unknown=1&fields=title&filters[slug][$eq]=a%20b&&",
        ] {
            check(Surface::ContentApi, &format!("/api/posts?{query}"), key);
        }
        check(Surface::ContentApi, "/api/posts?", Some("/api/posts"));
        check(Surface::ContentApi, "/api/posts?unknown=1", Some("/api/posts?"));
        // The order of values that have no position of their own is theirs.
        check(Surface::ContentApi, "/api/posts?sort=b&sort=a", Some("/api/posts?sort=b&sort=a"));
        // A value cannot pretend to be another parameter.
        check(Surface::ContentApi, "/api/posts?fields=a%26sort=b", Some("/api/posts?fields=a%26sort%3Db"));
        for uri in ["/api/upload/files", "/api/upload", "/api/posts?fields=%zz", "/api/"] {
            check(Surface::ContentApi, uri, None);
        }
        check(Surface::AdminApi, "/admin/api/entries", None);
    }
}
