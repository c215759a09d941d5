//! The headers that every answer carries, and those of HTML.
//!
//! A handler that needs another value (a preview, a theme with its own policy) sets it; what is set is kept.

use http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};

use super::Scheme;

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const CROSS_ORIGIN_OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// The policy of pages whose theme declares none.
pub(crate) const SITE_POLICY: &str =
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

pub(crate) fn apply(headers: &mut HeaderMap, scheme: Scheme) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    keep_or_set(headers, REFERRER_POLICY, "strict-origin-when-cross-origin");
    keep_or_set(headers, PERMISSIONS_POLICY, "geolocation=(), camera=(), microphone=()");
    keep_or_set(headers, CROSS_ORIGIN_RESOURCE_POLICY, "same-origin");
    if scheme == Scheme::Https {
        keep_or_set(headers, STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    if is_html(headers) {
        keep_or_set(headers, CROSS_ORIGIN_OPENER_POLICY, "same-origin");
        keep_or_set(headers, CONTENT_SECURITY_POLICY, SITE_POLICY);
    }
}

fn keep_or_set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

fn is_html(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"text/html"))
}
