//! `PUT /admin/api/redirects/{id}`

use axum::response::IntoResponse;
use galley_app::redirects;
use galley_domain::ids::EntryVersion;
use http::StatusCode;

use super::wire::{RedirectIn, RedirectOut, RedirectPath};
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::answers::{Json, VersionTag};
use crate::errors::ApiError;
use crate::extract::{JsonBody, Path, RequiredIfMatch};

/// Replace what a redirect says
#[utoipa::path(
    put,
    path = "/admin/api/redirects/{id}",
    tag = "redirects",
    params(RedirectPath, IfMatchHeader),
    request_body = RedirectIn,
    responses((status = 200, description = "The redirect as it is now", body = RedirectOut))
)]
pub(crate) async fn replace_redirect(
    write: AdminWrite,
    Path(path): Path<RedirectPath>,
    RequiredIfMatch(expected): RequiredIfMatch,
    JsonBody(input): JsonBody<RedirectIn>,
) -> Result<impl IntoResponse, ApiError> {
    let ctx = write.answering(StatusCode::OK);
    let redirect = redirects::change(&ctx, path.id, expected.0, &input.try_into()?).await?;
    Ok((VersionTag(EntryVersion(redirect.version)), Json(RedirectOut::from(redirect))))
}
