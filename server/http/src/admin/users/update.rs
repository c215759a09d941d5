//! `PATCH /admin/api/users/{id}`

use axum::response::IntoResponse;
use galley_app::users;
use galley_domain::ids::EntryVersion;
use http::StatusCode;

use super::wire::{UserOut, UserPatch, UserPath};
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::answers::{Json, VersionTag};
use crate::errors::ApiError;
use crate::extract::{JsonBody, Path, RequiredIfMatch};

/// Change an account; a change of role or a suspension ends its sessions
#[utoipa::path(
    patch,
    path = "/admin/api/users/{id}",
    tag = "users",
    params(UserPath, IfMatchHeader),
    request_body = UserPatch,
    responses((status = 200, description = "The account as it is now", body = UserOut))
)]
pub(crate) async fn update_user(
    write: AdminWrite,
    Path(path): Path<UserPath>,
    RequiredIfMatch(expected): RequiredIfMatch,
    JsonBody(patch): JsonBody<UserPatch>,
) -> Result<impl IntoResponse, ApiError> {
    let ctx = write.answering(StatusCode::OK);
    let user = users::update(&ctx, path.id, expected.0, patch.into()).await?;
    Ok((VersionTag(EntryVersion(user.version)), Json(UserOut::from(user))))
}
