//! What a request shows to say who it comes from.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::errors::ApiError;
use crate::front::{Scheme, Surface};
use crate::session_cookie::session_cookie;

/// The credentials of a request, unverified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Credentials<'a> {
    None,
    Token(&'a str),
    Session(&'a str),
}

impl<'a> Credentials<'a> {
    /// A bearer token on every surface, a cookie nowhere but outside the content API. A token goes before a cookie,
    /// since only a program sends one.
    pub(super) fn of(surface: Surface, scheme: Scheme, headers: &'a HeaderMap) -> Result<Self, ApiError> {
        let mut authorizations = headers.get_all(AUTHORIZATION).iter();
        if let Some(value) = authorizations.next() {
            let token = value.to_str().ok().and_then(bearer).ok_or(ApiError::Unauthenticated)?;
            return if authorizations.next().is_none() {
                Ok(Self::Token(token))
            } else {
                Err(ApiError::Unauthenticated)
            };
        }
        if surface == Surface::ContentApi {
            return Ok(Self::None);
        }
        Ok(session_cookie(scheme, headers).map_or(Self::None, Self::Session))
    }
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    let well_formed = (1..=512).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic());
    (scheme.eq_ignore_ascii_case("bearer") && well_formed).then_some(token)
}

#[cfg(test)]
mod tests {
    use http::header::COOKIE;
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn check(surface: Surface, pairs: &[(HeaderName, &'static str)]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(name, HeaderValue::from_static(value));
        }
        Credentials::of(surface, Scheme::Http, &headers).ok().map(|found| format!("{found:?}"))
    }

    #[test]
    fn a_cookie_counts_only_outside_the_content_api() {
        let cookie = [(COOKIE, "galley=abc")];
        assert_eq!(check(Surface::AdminApi, &cookie).as_deref(), Some("Session(\"abc\")"));
        assert_eq!(check(Surface::ContentApi, &cookie).as_deref(), Some("None"));
        let both = [(COOKIE, "galley=abc"), (AUTHORIZATION, "Bearer gly_1")];
        assert_eq!(check(Surface::AdminApi, &both).as_deref(), Some("Token(\"gly_1\")"));
        assert_eq!(check(Surface::ContentApi, &both).as_deref(), Some("Token(\"gly_1\")"));
    }

    #[test]
    fn an_unreadable_authorization_is_refused() {
        for value in ["", "Bearer", "Bearer ", "Basic YTpi", "gly_1", "Bearer a b"] {
            assert_eq!(check(Surface::ContentApi, &[(AUTHORIZATION, value)]), None, "{value}");
        }
        assert_eq!(
            check(Surface::AdminApi, &[(AUTHORIZATION, "Bearer a"), (AUTHORIZATION, "Bearer b")]),
            None
        );
    }
}
