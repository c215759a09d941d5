//! `POST /admin/api/tokens`

use axum::response::IntoResponse;
use galley_app::idempotency::Outcome;
use galley_app::tokens;
use http::StatusCode;

use super::wire::{TokenIn, TokenOut};
use crate::admin::location;
use crate::admin::write::AdminWrite;
use crate::answers::Json;
use crate::errors::ApiError;
use crate::extract::JsonBody;

/// Make a token, with a role and scope within one's own
#[utoipa::path(
    post,
    path = "/admin/api/tokens",
    tag = "tokens",
    request_body = TokenIn,
    responses((status = 201, description = "The token, this once with its secret", body = TokenOut))
)]
pub(crate) async fn create_token(
    write: AdminWrite,
    JsonBody(input): JsonBody<TokenIn>,
) -> Result<impl IntoResponse, ApiError> {
    let ctx = write.answering(StatusCode::CREATED);
    let created = tokens::create(&ctx, input.into()).await?;
    let place = location::of(Outcome::Token(&created.token));
    Ok((StatusCode::CREATED, place, Json(TokenOut::revealing(created))))
}
