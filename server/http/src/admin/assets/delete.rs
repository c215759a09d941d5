//! `DELETE /admin/api/assets/{id}`

use galley_app::assets::{self, Force};
use http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::AssetPath;
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::{Path, Query, RequiredIfMatch};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeleteQuery {
    /// Delete although entries show it; they show nothing in its place.
    #[serde(default)]
    force: bool,
}

/// Remove an asset from the library
///
/// 409 `in_use` with a list while entries show it.
#[utoipa::path(
    delete,
    path = "/admin/api/assets/{id}",
    tag = "assets",
    params(AssetPath, DeleteQuery, IfMatchHeader),
    responses((status = 204, description = "It is gone"))
)]
pub(crate) async fn delete_asset(
    write: AdminWrite,
    Path(path): Path<AssetPath>,
    Query(query): Query<DeleteQuery>,
    RequiredIfMatch(expected): RequiredIfMatch,
) -> Result<StatusCode, ApiError> {
    let ctx = write.answering(StatusCode::NO_CONTENT);
    let force = if query.force { Force::RemoveAnyway } else { Force::RefuseInUse };
    let id = assets::find_by_document(&ctx, path.id).await?.id;
    assets::delete(&ctx, id, Some(expected.0), force).await?;
    Ok(StatusCode::NO_CONTENT)
}
