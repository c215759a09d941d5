//! `POST /admin/api/entries/{id}/revisions/{number}/restore`

use axum::response::Response;
use galley_app::entries::{Expected, restore};
use http::StatusCode;

use super::wire::RevisionPath;
use crate::admin::entries::wire::{EntryOut, LocaleQuery};
use crate::admin::entries::written;
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::{Path, Query, RequiredIfMatch};

/// Make the draft say what it said at this point of its history, as a new revision
#[utoipa::path(
    post,
    path = "/admin/api/entries/{id}/revisions/{number}/restore",
    tag = "revisions",
    params(RevisionPath, LocaleQuery, IfMatchHeader),
    responses((status = 200, description = "The entry as it is now", body = EntryOut))
)]
pub(crate) async fn restore_revision(
    write: AdminWrite,
    Path(path): Path<RevisionPath>,
    Query(query): Query<LocaleQuery>,
    RequiredIfMatch(version): RequiredIfMatch,
) -> Result<Response, ApiError> {
    let ctx = write.answering(StatusCode::OK);
    let locale = query.of(&ctx, path.id).await?;
    let expected = Expected::Version(version);
    let restored = restore::restore(&ctx, path.id, &locale, path.number, expected).await;
    written::answer(&ctx, StatusCode::OK, restored).await
}
