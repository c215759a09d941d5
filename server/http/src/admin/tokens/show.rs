//! `GET /admin/api/tokens/{id}`

use galley_app::tokens;

use super::wire::{TokenOut, TokenPath};
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::Path;

/// One token, without its secret
#[utoipa::path(
    get,
    path = "/admin/api/tokens/{id}",
    tag = "tokens",
    params(TokenPath),
    responses((status = 200, description = "The token", body = TokenOut))
)]
pub(crate) async fn show_token(
    Caller(ctx): Caller,
    Path(path): Path<TokenPath>,
) -> Result<Json<TokenOut>, ApiError> {
    Ok(Json(tokens::find(&ctx, path.id).await?.into()))
}
