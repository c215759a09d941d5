//! `GET /admin/api/redirects/{id}`

use axum::response::IntoResponse;
use galley_app::redirects;
use galley_domain::ids::EntryVersion;

use super::wire::{RedirectOut, RedirectPath};
use crate::answers::{Json, VersionTag};
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::Path;

/// One redirect
#[utoipa::path(
    get,
    path = "/admin/api/redirects/{id}",
    tag = "redirects",
    params(RedirectPath),
    responses((status = 200, description = "The redirect", body = RedirectOut))
)]
pub(crate) async fn show_redirect(
    Caller(ctx): Caller,
    Path(path): Path<RedirectPath>,
) -> Result<impl IntoResponse, ApiError> {
    let redirect = redirects::find(&ctx, path.id).await?;
    Ok((VersionTag(EntryVersion(redirect.version)), Json(RedirectOut::from(redirect))))
}
