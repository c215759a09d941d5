//! `GET /admin/api/users/{id}`

use axum::response::IntoResponse;
use galley_app::users;
use galley_domain::ids::EntryVersion;

use super::wire::{UserOut, UserPath};
use crate::answers::{Json, VersionTag};
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::Path;

/// One account; everybody may look at their own
#[utoipa::path(
    get,
    path = "/admin/api/users/{id}",
    tag = "users",
    params(UserPath),
    responses((status = 200, description = "The account", body = UserOut))
)]
pub(crate) async fn show_user(
    Caller(ctx): Caller,
    Path(path): Path<UserPath>,
) -> Result<impl IntoResponse, ApiError> {
    let user = users::find(&ctx, path.id).await?;
    Ok((VersionTag(EntryVersion(user.version)), Json(UserOut::from(user))))
}
