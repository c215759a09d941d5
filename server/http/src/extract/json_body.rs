//! A JSON body as a typed value.

use axum::extract::{FromRequest, Request};
use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::body::read_body;
use super::{checked_json, shape};
use crate::errors::ApiError;

pub const MAX_JSON_BYTES: u64 = 2 * 1024 * 1024;

/// The body as `T`.
///
/// 415 unless it is declared as JSON, 413 over 2 MB, 400 for what is not JSON, and a field error with its path for
/// what is JSON but not a `T`. Wire types deny unknown fields, so these are field errors too.
#[derive(Debug)]
pub struct JsonBody<T>(pub T);

impl<T, S> FromRequest<S> for JsonBody<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        if !is_json(&parts.headers) {
            return Err(ApiError::UnsupportedMediaType { expected: "application/json" });
        }
        let bytes = read_body(&parts.headers, body, MAX_JSON_BYTES).await?;
        let value = checked_json::parse(&bytes).map_err(ApiError::malformed)?;
        typed(value).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(Ok(media_type)) = headers.get(CONTENT_TYPE).map(|value| value.to_str()) else { return false };
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

fn typed<T: DeserializeOwned>(value: Value) -> Result<T, ApiError> {
    if let Value::Object(members) = value {
        return Ok(shape::of_json(members, &FieldPath::top())?);
    }
    let top = FieldPath::top();
    Err(ApiError::Invalid(FieldErrors::one(top, FieldErrorCode::WrongKind, "must be an object")))
}

/// The object or the list of objects that a form field holds as text, each as `T`.
pub(crate) fn objects_in_text<T: DeserializeOwned>(field: &str, text: &str) -> Result<Vec<T>, ApiError> {
    let top = FieldPath::of(field);
    let values = match checked_json::parse(text.as_bytes()) {
        Ok(Value::Array(list)) => {
            list.into_iter().enumerate().map(|(index, value)| (top.index(index), value)).collect()
        }
        Ok(value) => vec![(top, value)],
        Err(_no_json) => {
            let message = "must be a JSON object, or a list of them";
            return Err(FieldErrors::one(top, FieldErrorCode::WrongKind, message).into());
        }
    };
    let (mut read, mut errors) = (Vec::new(), FieldErrors::default());
    for (place, value) in values {
        match value {
            Value::Object(members) => match shape::of_json(members, &place) {
                Ok(one) => read.push(one),
                Err(found) => errors.extend(found),
            },
            _ => errors.add(place, FieldErrorCode::WrongKind, "must be an object"),
        }
    }
    Ok(errors.or(read)?)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use http::StatusCode;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Wire {
        #[serde(rename = "names")]
        _names: Vec<String>,
    }

    async fn check(content_type: &str, body: impl Into<Body>) -> Result<(), ApiError> {
        let request = Request::builder().header(CONTENT_TYPE, content_type).body(body.into()).unwrap();
        JsonBody::<Wire>::from_request(request, &()).await.map(drop)
    }

    #[tokio::test]
    async fn json_of_the_right_shape_is_taken() {
        assert!(check("application/json", r#"{"names":["a"]}"#).await.is_ok());
        assert!(check("Application/JSON; charset=utf-8", r#"{"names":[]}"#).await.is_ok());
    }

    #[tokio::test]
    async fn everything_else_is_refused_with_its_status() {
        let large = "a".repeat(3 * 1024 * 1024);
        let cases = [
            ("text/plain", r#"{"names":[]}"#, StatusCode::UNSUPPORTED_MEDIA_TYPE),
            ("application/x-www-form-urlencoded", "names=a", StatusCode::UNSUPPORTED_MEDIA_TYPE),
            ("application/json", large.as_str(), StatusCode::PAYLOAD_TOO_LARGE),
            ("application/json", "{", StatusCode::BAD_REQUEST),
            ("application/json", "", StatusCode::BAD_REQUEST),
            ("application/json", r#"{"names":[],"names":[]}"#, StatusCode::BAD_REQUEST),
            ("application/json", r#"{"names":[],"role":"owner"}"#, StatusCode::UNPROCESSABLE_ENTITY),
            ("application/json", r#"{"names":["a",1]}"#, StatusCode::UNPROCESSABLE_ENTITY),
            ("application/json", "{}", StatusCode::UNPROCESSABLE_ENTITY),
            ("application/json", r#"[["a"]]"#, StatusCode::UNPROCESSABLE_ENTITY),
            ("application/json", "null", StatusCode::UNPROCESSABLE_ENTITY),
        ];
        for (content_type, body, expected) in cases {
            let error = check(content_type, body.to_owned()).await.unwrap_err();
            assert_eq!(error.status(), expected, "{content_type}: {error}");
        }
    }

    #[tokio::test]
    async fn a_wrong_value_is_named_by_its_path() {
        let error = check("application/json", r#"{"names":["a",1]}"#).await.unwrap_err();
        let ApiError::Invalid(errors) = error else { panic!("{error}") };
        let only = errors.iter().next().unwrap();
        assert_eq!(only.path.to_pointer(), "/names/1");
        assert_eq!(only.code, FieldErrorCode::WrongKind);
    }

    #[tokio::test]
    async fn a_body_that_understates_its_length_is_stopped_at_the_limit() {
        let chunks = (0..100).map(|_| Ok::<_, std::io::Error>(vec![b' '; 64 * 1024]));
        let body = Body::from_stream(futures::stream::iter(chunks));
        let error = check("application/json", body).await.unwrap_err();
        assert_eq!(error.status(), StatusCode::PAYLOAD_TOO_LARGE);
    }
}
