//! `POST /api/auth/local`: a front end signs somebody in, when the operator allows it.

use axum::extract::State;
use axum::response::Response;
use galley_app::sessions::{self, Lifetime, SessionUse, SignIn};
use galley_app::users::User;
use galley_domain::text::instant;
use http::HeaderMap;
use serde::Deserialize;
use serde_json::json;

use crate::admin::session::signed_in::origin;
use crate::answers::json_text;
use crate::errors::ApiError;
use crate::extract::{ClientAddress, JsonBody};
use crate::state::HttpState;

/// Whether people may sign in through the content API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ContentSignIn {
    #[default]
    Off,
    On,
}

/// As Strapi's clients send it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LocalIn {
    /// The e-mail address.
    identifier: String,
    password: String,
}

pub(super) async fn sign_in_local(
    State(state): State<HttpState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    JsonBody(LocalIn { identifier, password }): JsonBody<LocalIn>,
) -> Result<Response, ApiError> {
    if state.content_sign_in == ContentSignIn::Off {
        return Err(ApiError::NotFound);
    }
    state.limits.check_login(address, &identifier)?;
    let attempt = SignIn {
        email: identifier,
        password,
        lifetime: Lifetime::Remembered,
        used_as: SessionUse::Api,
        origin: origin(address, &headers),
    };
    let opened = sessions::sign_in(&state.app, attempt).await?;
    let opened = opened.ok_or_else(|| ApiError::malformed("Invalid identifier or password"))?;
    let User { id, email, name, created_at, updated_at, role: _, suspended_at: _, version: _ } = opened.user;
    let body = json!({
        "jwt": opened.secret.reveal(),
        "user": {
            "id": id.0,
            "username": name,
            "email": email,
            "provider": "local",
            "confirmed": true,
            "blocked": false,
            "createdAt": instant::show(created_at),
            "updatedAt": instant::show(updated_at),
        },
    });
    Ok(json_text(body.to_string()))
}
