//! `GET /admin/api/entries/{id}/preview-links`

use galley_app::previews;

use super::wire::PreviewLinksOut;
use crate::admin::entries::wire::{EntryPath, LocaleQuery};
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::{Path, Query};

/// The links to a draft that have not ended
#[utoipa::path(
    get,
    path = "/admin/api/entries/{id}/preview-links",
    tag = "preview links",
    params(EntryPath, LocaleQuery),
    responses((status = 200, description = "The links, oldest first; at most 100", body = PreviewLinksOut))
)]
pub(crate) async fn list_preview_links(
    Caller(ctx): Caller,
    Path(path): Path<EntryPath>,
    Query(query): Query<LocaleQuery>,
) -> Result<Json<PreviewLinksOut>, ApiError> {
    let locale = query.of(&ctx, path.id).await?;
    let links = previews::list(&ctx, path.id, &locale).await?;
    Ok(Json(PreviewLinksOut { items: links.into_iter().map(Into::into).collect() }))
}
