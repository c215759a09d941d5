//! `PATCH /admin/api/settings`

use axum::response::IntoResponse;
use galley_app::settings;
use galley_domain::ids::EntryVersion;
use http::StatusCode;

use super::wire::{SettingsOut, SettingsPatch};
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::answers::{Json, VersionTag};
use crate::errors::ApiError;
use crate::extract::{JsonBody, RequiredIfMatch};

/// Change settings
#[utoipa::path(
    patch,
    path = "/admin/api/settings",
    tag = "settings",
    params(IfMatchHeader),
    request_body = SettingsPatch,
    responses((status = 200, description = "The settings as they are now", body = SettingsOut))
)]
pub(crate) async fn update_settings(
    write: AdminWrite,
    RequiredIfMatch(expected): RequiredIfMatch,
    JsonBody(SettingsPatch(patch)): JsonBody<SettingsPatch>,
) -> Result<impl IntoResponse, ApiError> {
    let ctx = write.answering(StatusCode::OK);
    let after = settings::update(&ctx, expected.0, patch).await?;
    Ok((VersionTag(EntryVersion(after.version)), Json(SettingsOut::from(after))))
}
