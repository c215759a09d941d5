//! What handlers answer with beside a status: JSON, the version of what is shown, the place of a write in the log.

use axum::response::{IntoResponse, IntoResponseParts, Response, ResponseParts};
use galley_domain::ids::{EntryVersion, EventSeq};
use http::HeaderName;
use http::header::{CONTENT_TYPE, ETAG, HeaderValue, LOCATION};
use serde::Serialize;

use crate::errors::ApiError;

const GALLEY_SEQ: HeaderName = HeaderName::from_static("galley-seq");

/// A wire type as a JSON body.
#[derive(Debug)]
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_string(&self.0) {
            Ok(text) => json_text(text),
            Err(error) => ApiError::internal(error).into_response(),
        }
    }
}

/// JSON that is already text.
pub(crate) fn json_text(text: impl IntoResponse) -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response()
}

/// `ETag: "17"`: what a write of this thing has to send as `If-Match`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VersionTag(pub(crate) EntryVersion);

impl IntoResponseParts for VersionTag {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", self.0)) {
            parts.headers_mut().insert(ETAG, tag);
        }
        Ok(parts)
    }
}

/// `Location`: where what was made can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Location(pub(crate) Option<String>);

impl IntoResponseParts for Location {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        if let Some(Ok(place)) = self.0.map(HeaderValue::try_from) {
            parts.headers_mut().insert(LOCATION, place);
        }
        Ok(parts)
    }
}

/// `Galley-Seq`: a client that goes on at another node waits there until it has caught up with this write.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WriteSeq(pub(crate) Option<EventSeq>);

impl IntoResponseParts for WriteSeq {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        if let Some(EventSeq(seq)) = self.0 {
            parts.headers_mut().insert(GALLEY_SEQ, HeaderValue::from(seq));
        }
        Ok(parts)
    }
}
