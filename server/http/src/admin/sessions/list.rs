//! `GET /admin/api/users/{id}/sessions`

use galley_app::sessions;

use super::wire::{DeviceOut, DevicesOut};
use crate::admin::users::wire::UserPath;
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::Path;

/// The devices of an account; everybody may look at their own
#[utoipa::path(
    get,
    path = "/admin/api/users/{id}/sessions",
    tag = "sessions",
    params(UserPath),
    responses((status = 200, description = "All sessions that have not ended", body = DevicesOut))
)]
pub(crate) async fn list_sessions(
    Caller(ctx): Caller,
    Path(path): Path<UserPath>,
) -> Result<Json<DevicesOut>, ApiError> {
    let found = sessions::list(&ctx, path.id).await?;
    Ok(Json(DevicesOut { items: found.into_iter().map(DeviceOut::from).collect() }))
}
