//! What a repeated write is recognised by: its key, and a hash of method, path and body.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use galley_app::context::{Idempotency, Presented};
use galley_app::idempotency::Outcome;
use http::StatusCode;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use sha2::{Digest, Sha256};

use super::policy::Deadline;
use crate::errors::ApiError;
use crate::extract::{IdempotencyKey, MAX_JSON_BYTES, read_body};

/// The name that a client gave a write, and what the write was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RequestKey {
    pub(crate) key: String,
    /// SHA-256 of method, path, query and body.
    pub(crate) request_hash: [u8; 32],
}

impl RequestKey {
    /// The key with how the write will be answered, for the action that stores the answer.
    pub(crate) fn answered_with(
        self,
        status: StatusCode,
        present: impl Fn(Outcome<'_>) -> Presented + Send + Sync + 'static,
    ) -> Idempotency {
        let Self { key, request_hash } = self;
        Idempotency { key, request_hash, status: status.as_u16(), present: Arc::new(present) }
    }
}

/// Notes the key and hash of a write that carries one, for its handler.
///
/// The body of an upload is too long to be held; its length and type stand for it.
pub(super) async fn note(request: Request, deadline: Deadline) -> Result<Request, ApiError> {
    let Some(key) = IdempotencyKey::of(request.headers())?.0 else { return Ok(request) };
    let mut hasher = Sha256::new();
    for part in [request.method().as_str(), request.uri().path(), request.uri().query().unwrap_or_default()] {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    let mut request = match deadline {
        Deadline::Request => {
            let (parts, body) = request.into_parts();
            let bytes = read_body(&parts.headers, body, MAX_JSON_BYTES).await?;
            hasher.update(&bytes);
            Request::from_parts(parts, Body::from(bytes))
        }
        Deadline::Streaming => {
            let length = request.headers().get(CONTENT_LENGTH).map_or(&b""[..], |value| value.as_bytes());
            hasher.update(length);
            hasher.update(essence(&request));
            request
        }
    };
    request.extensions_mut().insert(RequestKey { key, request_hash: hasher.finalize().into() });
    Ok(request)
}

/// The media type without the boundary, which clients make anew for each attempt.
fn essence(request: &Request) -> &[u8] {
    let value = request.headers().get(CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
    value.split(|byte| *byte == b';').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn noted(path: &str, key: &str, body: &'static str) -> RequestKey {
        let request = Request::builder().method("POST").uri(path).header("idempotency-key", key);
        let request = note(request.body(Body::from(body)).unwrap(), Deadline::Request).await.unwrap();
        let noted = request.extensions().get::<RequestKey>().cloned().unwrap();
        let (parts, rest) = request.into_parts();
        let rest = read_body(&parts.headers, rest, MAX_JSON_BYTES).await.unwrap();
        assert_eq!(rest, body, "the handler still finds the body");
        noted
    }

    #[tokio::test]
    async fn a_repeat_has_the_same_hash_and_another_request_another() {
        let first = noted("/a", "key", "body").await;
        assert_eq!(noted("/a", "key", "body").await, first);
        for (path, body) in [("/b", "body"), ("/a?x=1", "body"), ("/a", "other")] {
            assert_ne!(noted(path, "key", body).await.request_hash, first.request_hash, "{path} {body}");
        }
    }

    #[tokio::test]
    async fn a_write_without_a_key_is_not_noted() {
        let request = note(Request::new(Body::from("body")), Deadline::Request).await.unwrap();
        assert_eq!(request.extensions().get::<RequestKey>(), None);
    }
}
