//! `GET /admin/api/assets/{id}`

use axum::response::IntoResponse;
use galley_app::assets;
use galley_domain::ids::EntryVersion;

use super::wire::{AssetOut, AssetPath};
use crate::answers::{Json, VersionTag};
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::Path;

/// One asset
#[utoipa::path(
    get,
    path = "/admin/api/assets/{id}",
    tag = "assets",
    params(AssetPath),
    responses((status = 200, description = "The asset", body = AssetOut))
)]
pub(crate) async fn show_asset(
    Caller(ctx): Caller,
    Path(path): Path<AssetPath>,
) -> Result<impl IntoResponse, ApiError> {
    let asset = assets::find_by_document(&ctx, path.id).await?;
    Ok((VersionTag(EntryVersion(asset.version)), Json(AssetOut::of(&ctx.actor, asset))))
}
