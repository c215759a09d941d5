//! `POST /admin/api/entries/{id}/unpublish`

use axum::response::Response;
use galley_app::entries::{Expected, unpublish};
use http::StatusCode;

use super::wire::{EntryOut, EntryPath, LocaleQuery};
use super::written;
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::{Path, Query, RequiredIfMatch};

/// Take the entry from readers; the draft stays
#[utoipa::path(
    post,
    path = "/admin/api/entries/{id}/unpublish",
    tag = "entries",
    params(EntryPath, LocaleQuery, IfMatchHeader),
    responses((status = 200, description = "The entry as it is now", body = EntryOut))
)]
pub(crate) async fn unpublish_entry(
    write: AdminWrite,
    Path(path): Path<EntryPath>,
    Query(query): Query<LocaleQuery>,
    RequiredIfMatch(version): RequiredIfMatch,
) -> Result<Response, ApiError> {
    let ctx = write.answering(StatusCode::OK);
    let locale = query.of(&ctx, path.id).await?;
    let done = unpublish::unpublish(&ctx, path.id, &locale, Expected::Version(version)).await;
    written::answer(&ctx, StatusCode::OK, done).await
}
