//! `DELETE /admin/api/menus/{name}`

use galley_app::menus;
use http::StatusCode;

use super::wire::{MenuPath, MenuQuery};
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::{Path, Query, RequiredIfMatch};

/// Remove a menu
#[utoipa::path(
    delete,
    path = "/admin/api/menus/{name}",
    tag = "menus",
    params(MenuPath, MenuQuery, IfMatchHeader),
    responses((status = 204, description = "It is gone"))
)]
pub(crate) async fn remove_menu(
    write: AdminWrite,
    Path(path): Path<MenuPath>,
    Query(query): Query<MenuQuery>,
    RequiredIfMatch(expected): RequiredIfMatch,
) -> Result<StatusCode, ApiError> {
    let ctx = write.answering(StatusCode::NO_CONTENT);
    menus::remove(&ctx, &path.key(&ctx, query), expected.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
