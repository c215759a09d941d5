//! `POST /admin/api/entries/{id}/discard-draft`

use axum::response::Response;
use galley_app::entries::{Expected, discard};
use http::StatusCode;

use super::wire::{EntryOut, EntryPath, LocaleQuery};
use super::written;
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::{Path, Query, RequiredIfMatch};

/// Take the draft back to what is published; what it said stays in the history
#[utoipa::path(
    post,
    path = "/admin/api/entries/{id}/discard-draft",
    tag = "entries",
    params(EntryPath, LocaleQuery, IfMatchHeader),
    responses((status = 200, description = "The entry as it is now", body = EntryOut))
)]
pub(crate) async fn discard_draft(
    write: AdminWrite,
    Path(path): Path<EntryPath>,
    Query(query): Query<LocaleQuery>,
    RequiredIfMatch(version): RequiredIfMatch,
) -> Result<Response, ApiError> {
    let ctx = write.answering(StatusCode::OK);
    let locale = query.of(&ctx, path.id).await?;
    let done = discard::discard_draft(&ctx, path.id, &locale, Expected::Version(version)).await;
    written::answer(&ctx, StatusCode::OK, done).await
}
