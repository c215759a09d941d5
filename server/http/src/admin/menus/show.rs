//! `GET /admin/api/menus/{name}`

use axum::response::IntoResponse;
use galley_app::menus;
use galley_domain::ids::EntryVersion;

use super::wire::{MenuOut, MenuPath, MenuQuery};
use crate::answers::{Json, VersionTag};
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::{Path, Query};

/// One menu
#[utoipa::path(
    get,
    path = "/admin/api/menus/{name}",
    tag = "menus",
    params(MenuPath, MenuQuery),
    responses((status = 200, description = "The menu", body = MenuOut))
)]
pub(crate) async fn show_menu(
    Caller(ctx): Caller,
    Path(path): Path<MenuPath>,
    Query(query): Query<MenuQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let menu = menus::find(&ctx, &path.key(&ctx, query)).await?;
    Ok((VersionTag(EntryVersion(menu.head.version)), Json(MenuOut::from(menu))))
}
