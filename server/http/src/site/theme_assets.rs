//! The files of the theme, under addresses that change with their content.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use galley_app::pages::theme_asset;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, ETAG, HeaderName, HeaderValue};
use serde::Deserialize;

use crate::cache::{CachePolicy, strong_etag};
use crate::errors::ApiError;
use crate::extract::Path;
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
) -> Result<Response, ApiError> {
    let AssetPath { theme, fingerprint, path } = asset;
    let file = theme_asset(&state.app, &theme, &fingerprint, &path)?.ok_or(ApiError::NotFound)?;
    let policy = if file.is_current { CachePolicy::Immutable } else { CachePolicy::Short };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(file.content_type)),
        (ETAG, strong_etag(&file.bytes)),
        (RESOURCE_POLICY, HeaderValue::from_static("cross-origin")),
        (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    Ok((policy, headers, file.bytes).into_response())
}
