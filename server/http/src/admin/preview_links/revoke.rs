//! `DELETE /admin/api/entries/{id}/preview-links/{link}`

use galley_app::previews;
use http::StatusCode;

use super::wire::PreviewLinkPath;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::Path;

/// Take a link to a draft back
///
/// One's own, or any link to an entry that one may edit.
#[utoipa::path(
    delete,
    path = "/admin/api/entries/{id}/preview-links/{link}",
    tag = "preview links",
    params(PreviewLinkPath),
    responses((status = 204, description = "It shows nothing any more"))
)]
pub(crate) async fn revoke_preview_link(
    write: AdminWrite,
    Path(path): Path<PreviewLinkPath>,
) -> Result<StatusCode, ApiError> {
    let ctx = write.answering(StatusCode::NO_CONTENT);
    previews::revoke(&ctx, path.id, path.link).await?;
    Ok(StatusCode::NO_CONTENT)
}
