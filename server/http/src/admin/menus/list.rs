//! `GET /admin/api/menus`

use galley_app::menus;

use super::wire::MenusOut;
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;

/// Every menu, by name and locale
#[utoipa::path(
    get,
    path = "/admin/api/menus",
    tag = "menus",
    responses((status = 200, description = "The menus without their lines; at most 100", body = MenusOut))
)]
pub(crate) async fn list_menus(Caller(ctx): Caller) -> Result<Json<MenusOut>, ApiError> {
    let heads = menus::list(&ctx).await?;
    Ok(Json(MenusOut { items: heads.into_iter().map(Into::into).collect() }))
}
