//! The session cookie: its name, its attributes, and reading it back.
//!
//! Knows nothing of what the value means.

use http::header::{COOKIE, HeaderMap, HeaderValue};

use crate::front::Scheme;

const PLAIN_NAME: &str = "galley";
/// Browsers take a cookie of this prefix only from this host, over TLS, for the whole site.
const SECURE_NAME: &str = "__Host-galley";

/// How long a browser keeps the cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieLifetime {
    /// Until the browser closes.
    Session,
    Seconds(u32),
}

fn name(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Http => PLAIN_NAME,
        Scheme::Https => SECURE_NAME,
    }
}

/// The `Set-Cookie` value that hands out a session. `None` when the value has characters that a cookie cannot hold.
pub fn set_cookie(scheme: Scheme, value: &str, lifetime: CookieLifetime) -> Option<HeaderValue> {
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    if !plain {
        return None;
    }
    let age = match lifetime {
        CookieLifetime::Session => String::new(),
        CookieLifetime::Seconds(seconds) => format!("; Max-Age={seconds}"),
    };
    HeaderValue::try_from(format!("{}={value}{age}{}", name(scheme), attributes(scheme))).ok()
}

/// The `Set-Cookie` value that takes the session back.
pub fn clear_cookie(scheme: Scheme) -> HeaderValue {
    let text = format!("{}=; Max-Age=0{}", name(scheme), attributes(scheme));
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("galley=; Max-Age=0"))
}

fn attributes(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Http => "; Path=/; HttpOnly; SameSite=Lax",
        Scheme::Https => "; Path=/; HttpOnly; SameSite=Lax; Secure",
    }
}

/// The value of the session cookie. Two of them mean that somebody planted one, so neither counts.
pub fn session_cookie(scheme: Scheme, headers: &HeaderMap) -> Option<&str> {
    let mut values = cookies(headers).filter(|(found, _)| *found == name(scheme)).map(|(_, value)| value);
    let only = values.next()?;
    values.next().is_none().then_some(only).filter(|value| !value.is_empty())
}

/// Whether the request carries a session cookie of either name, valid or not.
pub(crate) fn is_present(headers: &HeaderMap) -> bool {
    cookies(headers).any(|(name, _)| name == PLAIN_NAME || name == SECURE_NAME)
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_bound_to_the_host_over_tls_and_plain_without() {
        let cookie = |scheme| set_cookie(scheme, "abc", CookieLifetime::Seconds(60)).unwrap();
        assert_eq!(cookie(Scheme::Http), "galley=abc; Max-Age=60; Path=/; HttpOnly; SameSite=Lax");
        assert_eq!(
            cookie(Scheme::Https),
            "__Host-galley=abc; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(set_cookie(Scheme::Http, "a;b", CookieLifetime::Session), None);
        assert_eq!(clear_cookie(Scheme::Http), "galley=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn a_planted_second_cookie_invalidates_both() {
        let read = |text: &'static str| {
            let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(text))]);
            session_cookie(Scheme::Http, &headers).map(str::to_owned)
        };
        assert_eq!(read("a=b; galley=abc"), Some("abc".to_owned()));
        assert_eq!(read("galley=abc; galley=evil"), None);
        assert_eq!(read("galley="), None);
        assert_eq!(read("__Host-galley=abc"), None);
    }
}
