//! `Idempotency-Key`: the client's name for one write, so that a repeat is answered and not done again.

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::request::Parts;

use crate::errors::ApiError;

/// The key, if the client sent one: 1 to 255 visible ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

impl IdempotencyKey {
    pub(crate) fn of(headers: &HeaderMap) -> Result<Self, ApiError> {
        read(headers).map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        Self::of(&parts.headers)
    }
}

fn read(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let mut values = headers.get_all("idempotency-key").iter();
    let Some(value) = values.next() else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    let well_formed = (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if well_formed && values.next().is_none() {
        Ok(Some(text.to_owned()))
    } else {
        Err(ApiError::malformed("`Idempotency-Key` must be one text of 1 to 255 visible ASCII characters"))
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_key_is_short_and_visible() {
        let check = |text: &str| {
            read(&HeaderMap::from_iter([(
                http::HeaderName::from_static("idempotency-key"),
                HeaderValue::from_str(text).unwrap(),
            )]))
        };
        assert_eq!(read(&HeaderMap::new()).unwrap(), None);
        assert_eq!(check("8e03978e-40d5").unwrap(), Some("8e03978e-40d5".to_owned()));
        for wrong in ["", "a b", "é", &"a".repeat(256)] {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }
}
