//! `DELETE /admin/api/tokens/{id}`

use galley_app::tokens;
use http::StatusCode;

use super::wire::TokenPath;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::Path;

/// End a token: the next request with it is refused
#[utoipa::path(
    delete,
    path = "/admin/api/tokens/{id}",
    tag = "tokens",
    params(TokenPath),
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn revoke_token(
    write: AdminWrite,
    Path(path): Path<TokenPath>,
) -> Result<StatusCode, ApiError> {
    let ctx = write.answering(StatusCode::NO_CONTENT);
    tokens::revoke(&ctx, path.id).await?;
    Ok(StatusCode::NO_CONTENT)
}
