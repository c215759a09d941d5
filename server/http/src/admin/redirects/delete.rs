//! `DELETE /admin/api/redirects/{id}`

use galley_app::redirects;
use http::StatusCode;

use super::wire::RedirectPath;
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::{Path, RequiredIfMatch};

/// Remove a redirect
#[utoipa::path(
    delete,
    path = "/admin/api/redirects/{id}",
    tag = "redirects",
    params(RedirectPath, IfMatchHeader),
    responses((status = 204, description = "It is gone"))
)]
pub(crate) async fn delete_redirect(
    write: AdminWrite,
    Path(path): Path<RedirectPath>,
    RequiredIfMatch(expected): RequiredIfMatch,
) -> Result<StatusCode, ApiError> {
    let ctx = write.answering(StatusCode::NO_CONTENT);
    redirects::delete(&ctx, path.id, expected.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
