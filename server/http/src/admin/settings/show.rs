//! `GET /admin/api/settings`

use axum::response::IntoResponse;
use galley_app::settings;
use galley_domain::ids::EntryVersion;

use super::wire::SettingsOut;
use crate::answers::{Json, VersionTag};
use crate::authentication::Caller;
use crate::errors::ApiError;

/// The site's settings
#[utoipa::path(
    get,
    path = "/admin/api/settings",
    tag = "settings",
    responses((status = 200, description = "The settings", body = SettingsOut))
)]
pub(crate) async fn show_settings(Caller(ctx): Caller) -> Result<impl IntoResponse, ApiError> {
    let found = settings::find(&ctx).await?;
    Ok((VersionTag(EntryVersion(found.version)), Json(SettingsOut::from(found))))
}
