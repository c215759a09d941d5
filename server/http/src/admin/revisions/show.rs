//! `GET /admin/api/entries/{id}/revisions/{number}`

use galley_app::entries::{self, revisions};

use super::wire::{RevisionDataOut, RevisionPath};
use crate::admin::entries::wire::LocaleQuery;
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::{Path, Query};

/// What the draft said at one point of its history
#[utoipa::path(
    get,
    path = "/admin/api/entries/{id}/revisions/{number}",
    tag = "revisions",
    params(RevisionPath, LocaleQuery),
    responses((status = 200, description = "The revision", body = RevisionDataOut))
)]
pub(crate) async fn show_revision(
    Caller(ctx): Caller,
    Path(path): Path<RevisionPath>,
    Query(query): Query<LocaleQuery>,
) -> Result<Json<RevisionDataOut>, ApiError> {
    let stored = entries::content_type_of(&ctx, path.id).await?;
    let locale = query.of(&ctx, path.id).await?;
    let revision = revisions::get(&ctx, path.id, &locale, path.number).await?;
    Ok(Json(RevisionDataOut::of(&ctx.model(), &ctx.actor, &stored.schema, revision)))
}
