//! `DELETE /admin/api/users/{id}`: an account is never deleted, because history names it; it cannot sign in any more.

use axum::response::IntoResponse;
use galley_app::users;
use galley_domain::ids::EntryVersion;
use http::StatusCode;

use super::wire::{UserOut, UserPath};
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::answers::{Json, VersionTag};
use crate::errors::ApiError;
use crate::extract::{Path, RequiredIfMatch};

/// Suspend an account
#[utoipa::path(
    delete,
    path = "/admin/api/users/{id}",
    tag = "users",
    params(UserPath, IfMatchHeader),
    responses((status = 200, description = "The suspended account", body = UserOut))
)]
pub(crate) async fn suspend_user(
    write: AdminWrite,
    Path(path): Path<UserPath>,
    RequiredIfMatch(expected): RequiredIfMatch,
) -> Result<impl IntoResponse, ApiError> {
    let ctx = write.answering(StatusCode::OK);
    let user = users::suspend(&ctx, path.id, expected.0).await?;
    Ok((VersionTag(EntryVersion(user.version)), Json(UserOut::from(user))))
}
