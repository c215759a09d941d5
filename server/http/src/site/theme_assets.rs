//! The files of the theme, under addresses that change with their content.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use galley_app::pages::theme_asset;
use http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap,
    HeaderName, HeaderValue, VARY,
};
use serde::Deserialize;

use crate::cache::{CachePolicy, strong_etag};
use crate::errors::ApiError;
use crate::extract::Path;
use crate::kept::{is_text, preferred};
use crate::state::HttpState;

pub(super) const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

#[derive(Debug, Deserialize)]
pub(crate) struct AssetPath {
    theme: String,
    fingerprint: String,
    path: String,
}

/// A file of the theme. One with an outdated fingerprint is still answered, because a page from a cache may ask for
/// it, but not kept.
pub(crate) async fn show_theme_asset(
    State(state): State<HttpState>,
    Path(asset): Path<AssetPath>,
    asked: HeaderMap,
) -> Result<Response, ApiError> {
    let AssetPath { theme, fingerprint, path } = asset;
    let file = theme_asset(&state.app, &theme, &fingerprint, &path).ok_or(ApiError::NotFound)?;
    let policy = if file.is_current { CachePolicy::Immutable } else { CachePolicy::Short };
    let content_type = HeaderValue::from_static(file.content_type);
    let is_text = is_text(&content_type);
    let coding = asked.get(ACCEPT_ENCODING).filter(|_| is_text && file.is_current).and_then(preferred);
    let form = match coding {
        Some(coding) => state.theme_files.form(&fingerprint, &path, coding, &file.bytes).await,
        None => None,
    };
    let coding = coding.filter(|_| form.is_some());
    let body = form.unwrap_or_else(|| Bytes::from(file.bytes));
    let headers = [
        (CONTENT_TYPE, content_type),
        (ETAG, strong_etag(&body)),
        (RESOURCE_POLICY, HeaderValue::from_static("cross-origin")),
        (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    let mut response = (policy, headers, body).into_response();
    if is_text {
        response.headers_mut().append(VARY, HeaderValue::from_static("accept-encoding"));
    }
    if let Some(coding) = coding {
        response.headers_mut().insert(CONTENT_ENCODING, coding.header_value());
    }
    Ok(response)
}
