//! `GET /admin/api/entries/{id}`

use axum::response::IntoResponse;
use galley_app::entries::{self, state};

use super::wire::{EntryOut, EntryPath, LocaleQuery};
use crate::answers::{Json, VersionTag};
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::{Path, Query};

/// One locale of an entry, with both stages
#[utoipa::path(
    get,
    path = "/admin/api/entries/{id}",
    tag = "entries",
    params(EntryPath, LocaleQuery),
    responses((status = 200, description = "The entry", body = EntryOut))
)]
pub(crate) async fn show_entry(
    Caller(ctx): Caller,
    Path(path): Path<EntryPath>,
    Query(query): Query<LocaleQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let locale = query.of(&ctx, path.id).await?;
    let state = state::get(&ctx, path.id, &locale).await?;
    let warnings = entries::warnings(&ctx, path.id, &locale).await?;
    let entry = EntryOut::of(&ctx.model(), &ctx.actor, &state).with(&warnings);
    Ok((VersionTag(state.draft.version), Json(entry)))
}
