//! `GET /admin/api/themes`

use galley_app::pages;

use super::wire::ThemesOut;
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;

/// The themes that the site can wear
///
/// Those in the data folder and those of the program, in the order of their names, at most 100.
#[utoipa::path(
    get,
    path = "/admin/api/themes",
    tag = "settings",
    responses((status = 200, description = "The themes", body = ThemesOut))
)]
pub(crate) async fn list_themes(Caller(ctx): Caller) -> Result<Json<ThemesOut>, ApiError> {
    let found = pages::themes(&ctx).await?;
    Ok(Json(ThemesOut { items: found.into_iter().map(Into::into).collect() }))
}
