//! `POST /admin/api/redirects`

use axum::response::IntoResponse;
use galley_app::idempotency::Outcome;
use galley_app::redirects;
use galley_domain::ids::EntryVersion;
use http::StatusCode;

use super::wire::{RedirectIn, RedirectOut};
use crate::admin::location;
use crate::admin::write::AdminWrite;
use crate::answers::{Json, VersionTag};
use crate::errors::ApiError;
use crate::extract::JsonBody;

/// Set a redirect
///
/// 422 when something else is at the path, which is named, and when the redirect would lead back to itself.
#[utoipa::path(
    post,
    path = "/admin/api/redirects",
    tag = "redirects",
    request_body = RedirectIn,
    responses((status = 201, description = "The redirect", body = RedirectOut))
)]
pub(crate) async fn create_redirect(
    write: AdminWrite,
    JsonBody(input): JsonBody<RedirectIn>,
) -> Result<impl IntoResponse, ApiError> {
    let ctx = write.answering(StatusCode::CREATED);
    let redirect = redirects::create(&ctx, &input.try_into()?).await?;
    let parts = (VersionTag(EntryVersion(redirect.version)), location::of(Outcome::Redirect(&redirect)));
    Ok((StatusCode::CREATED, parts, Json(RedirectOut::from(redirect))))
}
