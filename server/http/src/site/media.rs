//! Originals of uploaded files. Whoever has the address may read; an address names bytes that never change.

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use galley_app::assets::{self, Asset};
use galley_domain::ids::DocumentId;
use http::header::{
    ACCEPT_RANGES, ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, LOCATION,
};
use http::{StatusCode, Uri};
use serde::Deserialize;

use super::theme_assets::RESOURCE_POLICY;
use crate::cache::CachePolicy;
use crate::errors::ApiError;
use crate::extract::{Path, parsed};
use crate::files::{
    ByteRange, Disposition, RangeRequest, UPLOADED_FILE_POLICY, content_disposition, range_request,
};
use crate::state::HttpState;

#[derive(Debug, Deserialize)]
pub(crate) struct MediaPath {
    #[serde(deserialize_with = "parsed")]
    document: DocumentId,
    #[expect(dead_code, reason = "compared as it is spelled in the URL, so that there is one spelling")]
    name: String,
}

/// A file as it was uploaded, or a part of it.
pub(crate) async fn show_media(
    State(state): State<HttpState>,
    Path(path): Path<MediaPath>,
    uri: Uri,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let asset = assets::open(&state.app, path.document).await?.ok_or(ApiError::NotFound)?;
    if asset.path() != uri.path() {
        let location = HeaderValue::try_from(asset.path()).map_err(ApiError::internal)?;
        return Ok(
            (StatusCode::MOVED_PERMANENTLY, CachePolicy::Short, [(LOCATION, location)]).into_response()
        );
    }
    let headers = headers(&asset)?;
    let etag = headers.get(ETAG).cloned().unwrap_or(HeaderValue::from_static(""));
    match range_request(&request, asset.size_bytes, &etag) {
        RangeRequest::Whole => {
            let read = assets::read(&state.app, &asset, None).await?;
            let length = [(CONTENT_LENGTH, HeaderValue::from(read.size))];
            Ok((CachePolicy::Immutable, headers, length, Body::from_stream(read.bytes)).into_response())
        }
        RangeRequest::Part(range) => part(&state, &asset, headers, range).await,
        RangeRequest::Unsatisfiable => {
            let size =
                HeaderValue::try_from(format!("bytes */{}", asset.size_bytes)).map_err(ApiError::internal)?;
            Ok((StatusCode::RANGE_NOT_SATISFIABLE, [(CONTENT_RANGE, size)]).into_response())
        }
    }
}

async fn part(
    state: &HttpState,
    asset: &Asset,
    headers: HeaderMap,
    range: ByteRange,
) -> Result<Response, ApiError> {
    let read = assets::read(&state.app, asset, Some(range.first..range.last + 1)).await?;
    let mut response = (StatusCode::PARTIAL_CONTENT, headers, Body::from_stream(read.bytes)).into_response();
    let answered = response.headers_mut();
    answered.insert(CONTENT_LENGTH, HeaderValue::from(range.length()));
    if let Some(part) = range.content_range(asset.size_bytes) {
        answered.insert(CONTENT_RANGE, part);
    }
    Ok((CachePolicy::Immutable, response).into_response())
}

/// What keeps a file harmless: its type is the one found in its bytes, and nothing in it runs.
fn headers(asset: &Asset) -> Result<HeaderMap, ApiError> {
    let disposition = if asset.is_inline() { Disposition::Inline } else { Disposition::Attachment };
    let etag = HeaderValue::try_from(format!("\"{}\"", asset.hash)).map_err(ApiError::internal)?;
    Ok(HeaderMap::from_iter([
        (CONTENT_TYPE, HeaderValue::try_from(&asset.mime).map_err(ApiError::internal)?),
        (CONTENT_DISPOSITION, content_disposition(disposition, &asset.name)),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(UPLOADED_FILE_POLICY)),
        (ETAG, etag),
        (ACCEPT_RANGES, HeaderValue::from_static("bytes")),
        (RESOURCE_POLICY, HeaderValue::from_static("cross-origin")),
        (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ]))
}
