//! `GET /admin/api/assets`

use galley_app::assets::{self, AssetFilter};
use galley_app::paging::PageRequest;
use galley_domain::ids::AssetId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::AssetOut;
use crate::admin::paging::{self, PageOut};
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::Query;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AssetsQuery {
    /// The beginning of the media type, such as `image/`.
    mime: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// At most 100, which is also the default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// The library, newest first
#[utoipa::path(
    get,
    path = "/admin/api/assets",
    tag = "assets",
    params(AssetsQuery),
    responses((status = 200, description = "A part of the library", body = PageOut<AssetOut>))
)]
pub(crate) async fn list_assets(
    Caller(ctx): Caller,
    Query(query): Query<AssetsQuery>,
) -> Result<Json<PageOut<AssetOut>>, ApiError> {
    let AssetsQuery { mime, after, limit } = query;
    let page: PageRequest<AssetId> = paging::request(after.as_deref(), limit)?;
    let page = assets::list(&ctx, &AssetFilter { mime }, &page).await?;
    Ok(Json(PageOut::of(page, |asset| AssetOut::of(&ctx.actor, asset))))
}
