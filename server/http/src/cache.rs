//! How long an answer may be kept, and by whom: said as a value by handlers, written as headers in one place.
//!
//! Owns the cache headers and conditional requests. It stores nothing itself.

use axum::body::Body;
use axum::response::{IntoResponseParts, Response, ResponseParts};
use http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH,
    SET_COOKIE,
};
use http::{Method, StatusCode};
use twox_hash::XxHash3_128;

const SURROGATE_KEY: HeaderName = HeaderName::from_static("surrogate-key");

/// What is true of an answer; handlers return it beside the body: `(CachePolicy::Short, body)`.
///
/// An answer without one is [`CachePolicy::NoStore`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CachePolicy {
    #[default]
    NoStore,
    /// For whoever has the address, and kept by nobody.
    Secret,
    /// For the browser of this reader only, asked again each time.
    Private,
    /// For everybody, for a minute.
    Short,
    /// Its URL changes when its content does.
    Immutable,
    /// For everybody, until something it shows changes.
    UntilPurged(CacheTags),
    /// For this server alone, until something it was made from changes.
    KeptInside,
    /// For everybody, for a minute, and for this server until it leads elsewhere.
    Leads,
}

/// The surrogate keys of an answer: names of what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CacheTags(Vec<String>);

impl CacheTags {
    pub fn new(tags: impl IntoIterator<Item = String>) -> Self {
        Self(tags.into_iter().collect())
    }
}

/// Whose answer it is: whether the request carried credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    Everybody,
    Authenticated,
}

impl IntoResponseParts for CachePolicy {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        parts.extensions_mut().insert(self);
        Ok(parts)
    }
}

/// Writes the cache headers of an answer.
///
/// What a cookie or token took part in is never stored, whatever the handler said: a shared cache does not look at
/// the credentials of the next request.
pub(crate) fn apply(response: &mut Response, audience: Audience) {
    let policy: CachePolicy = response.extensions_mut().remove().unwrap_or_default();
    let personal = audience == Audience::Authenticated || response.headers().contains_key(SET_COOKIE);
    let policy = match policy {
        CachePolicy::Short | CachePolicy::Leads | CachePolicy::UntilPurged(_) if personal => {
            CachePolicy::NoStore
        }
        CachePolicy::Private if response.headers().contains_key(SET_COOKIE) => CachePolicy::NoStore,
        other => other,
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache_control(&policy)));
    if let CachePolicy::UntilPurged(CacheTags(tags)) = &policy
        && !tags.is_empty()
        && let Ok(value) = HeaderValue::try_from(tags.join(" "))
    {
        headers.insert(SURROGATE_KEY, value);
    }
}

fn cache_control(policy: &CachePolicy) -> &'static str {
    match policy {
        CachePolicy::NoStore | CachePolicy::KeptInside => "no-store",
        CachePolicy::Secret => "private, no-store",
        CachePolicy::Private => "private, no-cache",
        CachePolicy::Short | CachePolicy::Leads => "public, max-age=60",
        CachePolicy::Immutable => "public, max-age=31536000, immutable",
        // A browser cannot be purged, so it asks each time, which costs a 304.
        CachePolicy::UntilPurged(_) => "public, max-age=0, must-revalidate",
    }
}

/// A strong entity tag of these bytes: their XXH3 in 128 bits.
///
/// Not a cryptographic hash, which took a tenth of the time of a large answer: two texts that somebody made to share a
/// tag would only hide their own change from those who read both.
pub fn strong_etag(bytes: &[u8]) -> HeaderValue {
    let text = format!("\"{:032x}\"", XxHash3_128::oneshot(bytes));
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("\"\""))
}

/// Turns a 200 into a 304 when the client already has these bytes.
pub(crate) fn answer_condition(
    response: &mut Response,
    method: &Method,
    if_none_match: Option<&HeaderValue>,
) {
    if is_unmodified(response, method, if_none_match) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        remove_entity_headers(response.headers_mut());
        *response.body_mut() = Body::empty();
    }
}

/// Whether the client already has these bytes.
pub(crate) fn is_unmodified(
    response: &Response,
    method: &Method,
    if_none_match: Option<&HeaderValue>,
) -> bool {
    let readable = response.status() == StatusCode::OK && (*method == Method::GET || *method == Method::HEAD);
    let tag = response.headers().get(ETAG);
    readable && if_none_match.zip(tag).is_some_and(|(wanted, tag)| matches_any(wanted, tag))
}

fn remove_entity_headers(headers: &mut HeaderMap) {
    headers.remove(CONTENT_LENGTH);
    headers.remove(CONTENT_TYPE);
}

/// `If-None-Match` is compared weakly (RFC 9110, 13.1.2): proxies that compress mark the tags they pass on as weak.
pub(crate) fn matches_any(wanted: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(wanted), Ok(tag)) = (wanted.to_str(), tag.to_str()) else { return false };
    let tag = tag.trim_start_matches("W/");
    wanted.split(',').map(str::trim).any(|each| each == "*" || each.trim_start_matches("W/") == tag)
}

/// The request header that [`answer_condition`] looks at.
pub(crate) fn condition(headers: &HeaderMap) -> Option<HeaderValue> {
    headers.get(IF_NONE_MATCH).cloned()
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;

    use super::*;

    fn check(policy: CachePolicy, audience: Audience, cookie: Option<&'static str>) -> String {
        let mut response = (policy, "body").into_response();
        if let Some(cookie) = cookie {
            response.headers_mut().insert(SET_COOKIE, HeaderValue::from_static(cookie));
        }
        apply(&mut response, audience);
        response.headers()[CACHE_CONTROL].to_str().unwrap().to_owned()
    }

    #[test]
    fn what_credentials_took_part_in_is_not_stored() {
        let tags = || CachePolicy::UntilPurged(CacheTags::new(["a".to_owned()]));
        assert_eq!(check(tags(), Audience::Everybody, None), "public, max-age=0, must-revalidate");
        assert_eq!(check(tags(), Audience::Authenticated, None), "no-store");
        assert_eq!(check(CachePolicy::Short, Audience::Authenticated, None), "no-store");
        assert_eq!(check(CachePolicy::Short, Audience::Everybody, Some("a=b")), "no-store");
        assert_eq!(check(CachePolicy::Private, Audience::Authenticated, None), "private, no-cache");
        assert_eq!(
            check(CachePolicy::Immutable, Audience::Authenticated, None),
            "public, max-age=31536000, immutable"
        );
    }

    #[test]
    fn a_client_that_has_the_bytes_gets_304_without_a_body() {
        let tag = strong_etag(b"body");
        let weak = format!("W/{}", tag.to_str().unwrap());
        for (wanted, expected) in
            [(tag.to_str().unwrap(), 304), (weak.as_str(), 304), ("*", 304), ("\"other\"", 200), ("", 200)]
        {
            let mut response = ([(ETAG, tag.clone())], "body").into_response();
            let wanted = HeaderValue::from_str(wanted).unwrap();
            answer_condition(&mut response, &Method::GET, Some(&wanted));
            assert_eq!(response.status().as_u16(), expected, "{wanted:?}");
        }
    }
}
