//! `GET /admin/api/openapi.json`: the description of this API.

use std::sync::LazyLock;

use axum::response::IntoResponse;
use http::header::{CONTENT_TYPE, ETAG, HeaderValue};

use crate::cache::{CachePolicy, strong_etag};
use crate::router::admin_document;

/// The same for everybody and as long as the process lives.
static DOCUMENT: LazyLock<(String, HeaderValue)> = LazyLock::new(|| {
    let text = admin_document().to_json().unwrap_or_default();
    let tag = strong_etag(text.as_bytes());
    (text, tag)
});

/// The OpenAPI document of the admin API
#[utoipa::path(
    get,
    path = "/admin/api/openapi.json",
    tag = "meta",
    responses((status = 200, description = "The document", content_type = "application/json"))
)]
pub(crate) async fn show_document() -> impl IntoResponse {
    let (text, tag) = &*DOCUMENT;
    (
        CachePolicy::Private,
        [(CONTENT_TYPE, HeaderValue::from_static("application/json")), (ETAG, tag.clone())],
        text.as_str(),
    )
}
