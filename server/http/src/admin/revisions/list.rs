//! `GET /admin/api/entries/{id}/revisions`

use galley_app::entries::{addressed_locale, revisions};
use galley_domain::ids::RevisionNumber;

use super::wire::{HistoryOut, HistoryQuery, RevisionOut};
use crate::admin::entries::wire::EntryPath;
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::{Path, Query};

const DEFAULT_LIMIT: u64 = 25;

/// The history of an entry, newest first
#[utoipa::path(
    get,
    path = "/admin/api/entries/{id}/revisions",
    tag = "revisions",
    params(EntryPath, HistoryQuery),
    responses((status = 200, description = "A part of the history", body = HistoryOut))
)]
pub(crate) async fn list_revisions(
    Caller(ctx): Caller,
    Path(path): Path<EntryPath>,
    Query(query): Query<HistoryQuery>,
) -> Result<Json<HistoryOut>, ApiError> {
    let limit = query.limit.map_or(DEFAULT_LIMIT, u64::from);
    if !(1..=revisions::PAGE_LIMIT).contains(&limit) {
        return Err(ApiError::parameter("limit", format!("must be 1 to {}", revisions::PAGE_LIMIT)));
    }
    let before = query.before.map(|number| RevisionNumber(number.into()));
    let locale = addressed_locale(&ctx, path.id, query.locale.as_ref()).await?;
    let found = revisions::list(&ctx, path.id, &locale, before, limit).await?;
    // Numbers count down without gaps, so the last one says whether there are more.
    let next = found.items.last().map(|last| last.number.0).filter(|number| *number > 1);
    Ok(Json(HistoryOut {
        items: found.items.into_iter().map(RevisionOut::from).collect(),
        total: found.total,
        next,
    }))
}
