//! `POST /admin/api/session/confirmation`

use axum::extract::State;
use axum::response::Response;
use galley_app::sessions;
use galley_app::users;
use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::roles::Actor;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use super::signed_in;
use super::wire::SessionOut;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::{ClientAddress, JsonBody};
use crate::session_cookie::session_cookie;
use crate::state::HttpState;

/// The password, again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmationIn {
    password: String,
}

/// Give the password again; a fresh session takes the place of this one
///
/// For five minutes it may then change passwords, addresses and roles, and make accounts and tokens.
#[utoipa::path(
    post,
    path = "/admin/api/session/confirmation",
    tag = "session",
    request_body = ConfirmationIn,
    responses((status = 200, description = "The session", body = SessionOut))
)]
pub(crate) async fn confirm_session(
    State(state): State<HttpState>,
    Caller(ctx): Caller,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    JsonBody(ConfirmationIn { password }): JsonBody<ConfirmationIn>,
) -> Result<Response, ApiError> {
    let (Actor::User { id, .. }, Some(secret)) = (&ctx.actor, session_cookie(state.scheme, &headers)) else {
        return Err(ApiError::conflict("state", "only a session has a password to confirm"));
    };
    let user = users::find(&ctx, *id).await?;
    state.limits.check_login(address, &user.email)?;
    let origin = signed_in::origin(address, &headers);
    match sessions::confirm(&state.app, secret, password, origin).await? {
        Some(opened) => signed_in::answer(state.scheme, StatusCode::OK, opened),
        None => Err(FieldErrors::one(
            FieldPath::of("password"),
            FieldErrorCode::WrongPassword,
            "is not the password of this account",
        )
        .into()),
    }
}
