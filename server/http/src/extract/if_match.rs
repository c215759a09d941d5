//! `If-Match` with the version of an entry: the lock token of writes.

use axum::extract::FromRequestParts;
use galley_domain::ids::EntryVersion;
use http::HeaderMap;
use http::header::IF_MATCH;
use http::request::Parts;

use crate::errors::ApiError;

/// The version a write is based on, if the client says one (content API).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub Option<EntryVersion>);

/// The version a write is based on; 428 when it is not said (admin API).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequiredIfMatch(pub EntryVersion);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        read(&parts.headers).map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RequiredIfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        read(&parts.headers)?.map(Self).ok_or(ApiError::PreconditionRequired)
    }
}

/// One strong tag, `"17"`, or `"17.4f1c…"` as the content API gives them. A list, a weak tag or `*` would say
/// something else than "the version I read".
fn read(headers: &HeaderMap) -> Result<Option<EntryVersion>, ApiError> {
    let mut values = headers.get_all(IF_MATCH).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let wrong = || ApiError::malformed("`If-Match` must be one version in quotes, such as \"17\"");
    if values.next().is_some() {
        return Err(wrong());
    }
    let version = value
        .to_str()
        .ok()
        .and_then(|text| text.trim().strip_prefix('"')?.strip_suffix('"'))
        .and_then(|tag| tag.split('.').next()?.parse().ok())
        .ok_or_else(wrong)?;
    Ok(Some(version))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn one_quoted_version_is_taken_and_nothing_else() {
        let check =
            |text: &'static str| read(&HeaderMap::from_iter([(IF_MATCH, HeaderValue::from_static(text))]));
        assert_eq!(read(&HeaderMap::new()).unwrap(), None);
        for tag in ["\"17\"", "\"17.4f1c\""] {
            assert_eq!(check(tag).unwrap(), Some(EntryVersion(17)), "{tag}");
        }
        for wrong in ["17", "\"17", "W/\"17\"", "*", "\"1\", \"2\"", "\"-1\"", "\"x\"", ""] {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }
}
