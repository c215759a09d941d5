//! Look up assets.

use galley_domain::ids::{AssetId, DocumentId};
use galley_domain::roles::Permission;
use galley_store::assets;

use super::asset::Asset;
use crate::context::Ctx;
use crate::error::AppError;
use crate::paging::{Page, PageRequest};

/// Which assets a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssetFilter {
    /// The beginning of the media type: `image/`, `image/png`.
    pub mime: Option<String>,
}

/// One asset, by the integer that the content API uses.
pub async fn find(ctx: &Ctx, id: AssetId) -> Result<Asset, AppError> {
    ctx.require(Permission::ReadAssets)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let found = assets::find(&snapshot, id).await?;
    found.map(Asset::from).ok_or_else(|| AppError::not_found("asset", id))
}

/// One asset, by its document id.
pub async fn find_by_document(ctx: &Ctx, document: DocumentId) -> Result<Asset, AppError> {
    ctx.require(Permission::ReadAssets)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let found = assets::find_by_document(&snapshot, document).await?;
    found.map(Asset::from).ok_or_else(|| AppError::not_found("asset", document))
}

/// Assets, newest first.
pub async fn list(
    ctx: &Ctx,
    filter: &AssetFilter,
    page: &PageRequest<AssetId>,
) -> Result<Page<Asset, AssetId>, AppError> {
    ctx.require(Permission::ReadAssets)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let rows = assets::list(&snapshot, filter.mime.as_deref(), page.after, page.limit() + 1).await?;
    let total = assets::count(&snapshot, filter.mime.as_deref()).await?;
    Ok(Page::of(rows.into_iter().map(Asset::from).collect(), (page.limit(), total), |asset| asset.id))
}
