//! `POST /admin/api/session`

use axum::extract::State;
use axum::response::Response;
use galley_app::sessions::{self, Lifetime, SessionUse, SignIn};
use http::{HeaderMap, StatusCode};

use super::signed_in;
use super::wire::{SessionOut, SignInIn};
use crate::errors::ApiError;
use crate::extract::{ClientAddress, JsonBody};
use crate::state::HttpState;

/// Sign in; the session is the cookie of the answer
#[utoipa::path(
    post,
    path = "/admin/api/session",
    tag = "session",
    security(()),
    request_body = SignInIn,
    responses((status = 200, description = "The session", body = SessionOut))
)]
pub(crate) async fn sign_in(
    State(state): State<HttpState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    JsonBody(input): JsonBody<SignInIn>,
) -> Result<Response, ApiError> {
    let SignInIn { email, password, remember } = input;
    state.limits.check_login(address, &email)?;
    let lifetime = if remember { Lifetime::Remembered } else { Lifetime::Browser };
    let origin = signed_in::origin(address, &headers);
    let attempt = SignIn { email, password, lifetime, used_as: SessionUse::Cookie, origin };
    let opened = sessions::sign_in(&state.app, attempt).await?;
    signed_in::answer(state.scheme, StatusCode::OK, opened.ok_or(ApiError::Unauthenticated)?)
}
