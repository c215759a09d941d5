//! `GET /admin/api/content-types/{name}`

use galley_domain::roles::Permission;

use super::wire::{TypeOut, TypePath};
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::Path;

/// One content type
#[utoipa::path(
    get,
    path = "/admin/api/content-types/{name}",
    tag = "content types",
    params(TypePath),
    responses((status = 200, description = "The type", body = TypeOut))
)]
pub(crate) async fn show_content_type(
    Caller(ctx): Caller,
    Path(path): Path<TypePath>,
) -> Result<Json<TypeOut>, ApiError> {
    let model = ctx.model();
    let found = model.content_type(&path.name);
    let readable = found.filter(|stored| ctx.actor.may_in(Permission::ReadModel, &stored.schema));
    Ok(Json(TypeOut::of(&ctx.actor, readable.ok_or(ApiError::NotFound)?)))
}
