//! `DELETE /admin/api/session`

use axum::extract::State;
use axum::response::IntoResponse;
use galley_app::sessions;
use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::errors::ApiError;
use crate::session_cookie::{clear_cookie, session_cookie};
use crate::state::HttpState;

/// What the browser still has of the session goes too.
const CLEAR_SITE_DATA: (HeaderName, HeaderValue) =
    (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));

/// Sign out; the session of this browser ends
#[utoipa::path(
    delete,
    path = "/admin/api/session",
    tag = "session",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn sign_out(
    State(state): State<HttpState>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ApiError> {
    if let Some(secret) = session_cookie(state.scheme, &headers) {
        sessions::sign_out(&state.app, secret).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, clear_cookie(state.scheme)), CLEAR_SITE_DATA]))
}
