//! `POST /admin/api/setup`

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use galley_app::setup::{self, Setup};
use galley_app::users::NewPassword;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::admin::session::signed_in;
use crate::answers::Location;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::{ClientAddress, JsonBody};
use crate::state::HttpState;

/// What the first owner enters.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetupIn {
    /// The one-time token that the server printed when it started.
    token: String,
    name: String,
    email: String,
    /// 15 to 256 characters.
    password: String,
    site_title: String,
}

/// Make the first owner, name the site and sign the owner in
#[utoipa::path(
    post,
    path = "/admin/api/setup",
    tag = "setup",
    security(()),
    request_body = SetupIn,
    responses((status = 201, description = "The owner's session", body = crate::admin::session::wire::SessionOut))
)]
pub(crate) async fn complete_setup(
    Caller(ctx): Caller,
    State(state): State<HttpState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    JsonBody(input): JsonBody<SetupIn>,
) -> Result<Response, ApiError> {
    // The token is guessed like a password, so attempts count like sign-ins.
    state.limits.check_login(address, "setup")?;
    let SetupIn { token, name, email, password, site_title } = input;
    let password = NewPassword::new(password)?;
    let origin = signed_in::origin(address, &headers);
    let setup = Setup { token, name, email, password, site_title, origin };
    let opened = setup::complete(&ctx, setup).await?;
    let answer =
        signed_in::answer(state.scheme, StatusCode::CREATED, opened.ok_or(ApiError::Unauthenticated)?)?;
    Ok((Location(Some("/admin/api/session".to_owned())), answer).into_response())
}
