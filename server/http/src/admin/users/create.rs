//! `POST /admin/api/users`

use axum::response::IntoResponse;
use galley_app::idempotency::Outcome;
use galley_app::users;
use galley_domain::ids::EntryVersion;
use http::StatusCode;

use super::wire::{UserIn, UserOut};
use crate::admin::location;
use crate::admin::write::AdminWrite;
use crate::answers::{Json, VersionTag};
use crate::errors::ApiError;
use crate::extract::JsonBody;

/// Make an account, with a role that is not above one's own
#[utoipa::path(
    post,
    path = "/admin/api/users",
    tag = "users",
    request_body = UserIn,
    responses((status = 201, description = "The account", body = UserOut))
)]
pub(crate) async fn create_user(
    write: AdminWrite,
    JsonBody(input): JsonBody<UserIn>,
) -> Result<impl IntoResponse, ApiError> {
    let ctx = write.answering(StatusCode::CREATED);
    let user = users::create(&ctx, input.try_into()?).await?;
    let parts = (VersionTag(EntryVersion(user.version)), location::of(Outcome::User(&user)));
    Ok((StatusCode::CREATED, parts, Json(UserOut::from(user))))
}
