//! `DELETE /admin/api/users/{id}/sessions/{session}`

use galley_app::sessions;
use http::StatusCode;

use super::wire::DevicePath;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::Path;

/// Sign an account out on one device
#[utoipa::path(
    delete,
    path = "/admin/api/users/{id}/sessions/{session}",
    tag = "sessions",
    params(DevicePath),
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn revoke_session(
    write: AdminWrite,
    Path(path): Path<DevicePath>,
) -> Result<StatusCode, ApiError> {
    let ctx = write.answering(StatusCode::NO_CONTENT);
    sessions::revoke(&ctx, path.id, path.session).await?;
    Ok(StatusCode::NO_CONTENT)
}
