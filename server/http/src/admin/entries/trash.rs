//! `POST /admin/api/entries/{id}/trash`

use axum::response::Response;
use galley_app::entries::{Expected, trash};
use http::StatusCode;

use super::wire::{EntryOut, EntryPath, TrashQuery};
use super::written;
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::{Path, Query, RequiredIfMatch};

/// Move the entry, or one locale of it, to the trash
#[utoipa::path(
    post,
    path = "/admin/api/entries/{id}/trash",
    tag = "entries",
    params(EntryPath, TrashQuery, IfMatchHeader),
    responses((status = 200, description = "The entry as it is now", body = EntryOut))
)]
pub(crate) async fn trash_entry(
    write: AdminWrite,
    Path(path): Path<EntryPath>,
    Query(query): Query<TrashQuery>,
    RequiredIfMatch(version): RequiredIfMatch,
) -> Result<Response, ApiError> {
    let ctx = write.answering(StatusCode::OK);
    let scope = query.scope(&ctx, path.id).await?;
    let done = trash::trash(&ctx, path.id, &scope, Expected::Version(version)).await;
    written::answer(&ctx, StatusCode::OK, done).await
}
