//! `PUT /admin/api/menus/{name}`

use axum::response::IntoResponse;
use galley_app::menus;
use galley_domain::ids::EntryVersion;
use http::StatusCode;

use super::wire::{MenuIn, MenuOut, MenuPath, MenuQuery};
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::answers::{Json, VersionTag};
use crate::errors::ApiError;
use crate::extract::{JsonBody, Path, Query, RequiredIfMatch};

/// Write a menu as a whole
///
/// A menu that is not there yet is at version 0.
#[utoipa::path(
    put,
    path = "/admin/api/menus/{name}",
    tag = "menus",
    params(MenuPath, MenuQuery, IfMatchHeader),
    request_body = MenuIn,
    responses((status = 200, description = "The menu as it is now", body = MenuOut))
)]
pub(crate) async fn put_menu(
    write: AdminWrite,
    Path(path): Path<MenuPath>,
    Query(query): Query<MenuQuery>,
    RequiredIfMatch(expected): RequiredIfMatch,
    JsonBody(menu): JsonBody<MenuIn>,
) -> Result<impl IntoResponse, ApiError> {
    let ctx = write.answering(StatusCode::OK);
    let key = path.key(&ctx, query);
    let menu = menus::put(&ctx, key, expected.0, menu.into_items()?).await?;
    Ok((VersionTag(EntryVersion(menu.head.version)), Json(MenuOut::from(menu))))
}
