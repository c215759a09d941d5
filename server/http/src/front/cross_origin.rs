//! Refusing writes that a page of another origin makes in the user's name (CSRF).
//!
//! tower-http's `csrf` layer was weighed: it compares `Origin` with the Host header, which cannot see the scheme, and
//! lets a cookie pass that comes without `Sec-Fetch-Site` and `Origin`. Both are refused here.

use http::header::{COOKIE, HeaderMap, ORIGIN};
use http::{HeaderName, Method};

use super::{AcceptedHosts, Surface};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a request may go on. The content API never reads a cookie, so nothing can be done there in a user's name.
pub(crate) fn is_allowed(
    surface: Surface,
    method: &Method,
    headers: &HeaderMap,
    hosts: &AcceptedHosts,
    host: &str,
) -> bool {
    if surface == Surface::ContentApi || method.is_safe() {
        return true;
    }
    if let Some(site) = headers.get(&SEC_FETCH_SITE) {
        return site == "same-origin" || site == "none";
    }
    if let Some(origin) = headers.get(ORIGIN) {
        return origin.to_str().is_ok_and(|origin| hosts.is_own_origin(origin, host));
    }
    // Neither header: not a browser of today. Without a cookie there is nobody whose name could be used.
    !headers.contains_key(COOKIE)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn check(surface: Surface, method: &Method, pairs: &[(&'static str, &'static str)]) -> bool {
        let hosts = AcceptedHosts::Configured(vec!["https://example.com".parse().unwrap()]);
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        is_allowed(surface, method, &headers, &hosts, "example.com")
    }

    #[test]
    fn a_write_with_a_cookie_must_come_from_our_own_pages() {
        let allowed: &[&[(&str, &str)]] = &[
            &[("sec-fetch-site", "same-origin"), ("cookie", "a=b")],
            &[("sec-fetch-site", "none"), ("cookie", "a=b")],
            &[("origin", "https://example.com"), ("cookie", "a=b")],
            &[("authorization", "Bearer gly_x")],
        ];
        let refused: &[&[(&str, &str)]] = &[
            &[("sec-fetch-site", "cross-site"), ("cookie", "a=b")],
            &[("sec-fetch-site", "same-site"), ("cookie", "a=b")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://example.com")],
            &[("origin", "http://example.com"), ("cookie", "a=b")],
            &[("origin", "https://evil.example.com")],
            &[("origin", "null"), ("cookie", "a=b")],
            &[("cookie", "a=b")],
        ];
        for surface in [Surface::AdminApi, Surface::Site] {
            for headers in allowed {
                assert!(check(surface, &Method::POST, headers), "{headers:?}");
            }
            for headers in refused {
                assert!(!check(surface, &Method::POST, headers), "{headers:?}");
                assert!(check(surface, &Method::GET, headers), "reading is safe: {headers:?}");
            }
        }
    }

    #[test]
    fn the_content_api_is_open_to_every_origin() {
        assert!(check(
            Surface::ContentApi,
            &Method::POST,
            &[("origin", "https://evil.com"), ("cookie", "a=b")]
        ));
    }
}
