//! `GET /admin/api/components`

use super::wire::{ComponentOut, ComponentsOut};
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;

/// The components of the model
#[utoipa::path(
    get,
    path = "/admin/api/components",
    tag = "content types",
    responses((status = 200, description = "All components", body = ComponentsOut))
)]
pub(crate) async fn list_components(Caller(ctx): Caller) -> Result<Json<ComponentsOut>, ApiError> {
    let model = ctx.model();
    let items = model.components().map(|component| ComponentOut::of(component)).collect();
    Ok(Json(ComponentsOut { items }))
}
