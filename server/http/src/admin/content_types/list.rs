//! `GET /admin/api/content-types`

use galley_domain::roles::Permission;

use super::wire::{TypeOut, TypesOut};
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;

/// The content types that the caller may read
#[utoipa::path(
    get,
    path = "/admin/api/content-types",
    tag = "content types",
    responses((status = 200, description = "All types", body = TypesOut))
)]
pub(crate) async fn list_content_types(Caller(ctx): Caller) -> Result<Json<TypesOut>, ApiError> {
    let model = ctx.model();
    let readable = model.types().filter(|stored| ctx.actor.may_in(Permission::ReadModel, &stored.schema));
    Ok(Json(TypesOut { items: readable.map(|stored| TypeOut::of(&ctx.actor, stored)).collect() }))
}
