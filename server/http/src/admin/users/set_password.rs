//! `PUT /admin/api/users/{id}/password`

use galley_app::users;
use http::StatusCode;

use super::wire::{PasswordIn, UserPath};
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::{JsonBody, Path};

/// Give an account another password; all its sessions end
#[utoipa::path(
    put,
    path = "/admin/api/users/{id}/password",
    tag = "users",
    params(UserPath),
    request_body = PasswordIn,
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn set_password(
    write: AdminWrite,
    Path(path): Path<UserPath>,
    JsonBody(input): JsonBody<PasswordIn>,
) -> Result<StatusCode, ApiError> {
    let ctx = write.answering(StatusCode::NO_CONTENT);
    users::set_password(&ctx, path.id, input.try_into()?).await?;
    Ok(StatusCode::NO_CONTENT)
}
