//! `PATCH /admin/api/assets/{id}`

use axum::response::IntoResponse;
use galley_app::assets;
use galley_domain::ids::EntryVersion;
use http::StatusCode;

use super::wire::{AssetOut, AssetPatch, AssetPath};
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::answers::{Json, VersionTag};
use crate::errors::ApiError;
use crate::extract::{JsonBody, Path, RequiredIfMatch};

/// Change the words about an asset; its bytes never change
#[utoipa::path(
    patch,
    path = "/admin/api/assets/{id}",
    tag = "assets",
    params(AssetPath, IfMatchHeader),
    request_body = AssetPatch,
    responses((status = 200, description = "The asset as it is now", body = AssetOut))
)]
pub(crate) async fn update_asset(
    write: AdminWrite,
    Path(path): Path<AssetPath>,
    RequiredIfMatch(expected): RequiredIfMatch,
    JsonBody(patch): JsonBody<AssetPatch>,
) -> Result<impl IntoResponse, ApiError> {
    let ctx = write.answering(StatusCode::OK);
    let id = assets::find_by_document(&ctx, path.id).await?.id;
    let asset = assets::update(&ctx, id, Some(expected.0), patch.into()).await?;
    Ok((VersionTag(EntryVersion(asset.version)), Json(AssetOut::of(&ctx.actor, asset))))
}
