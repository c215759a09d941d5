//! `PATCH /admin/api/entries/{id}`

use axum::response::Response;
use galley_app::entries::{self, Expected, save};
use http::StatusCode;

use super::wire::{DraftIn, EntryOut, EntryPath, LocaleQuery};
use super::{input, written};
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::{JsonBody, Path, Query, RequiredIfMatch};

/// Save the draft, on purpose: the history gets a closed revision
#[utoipa::path(
    patch,
    path = "/admin/api/entries/{id}",
    tag = "entries",
    params(EntryPath, LocaleQuery, IfMatchHeader),
    request_body = DraftIn,
    responses((status = 200, description = "The entry as it is now", body = EntryOut))
)]
pub(crate) async fn save_entry(
    write: AdminWrite,
    Path(path): Path<EntryPath>,
    Query(query): Query<LocaleQuery>,
    RequiredIfMatch(version): RequiredIfMatch,
    JsonBody(draft): JsonBody<DraftIn>,
) -> Result<Response, ApiError> {
    let ctx = write.answering(StatusCode::OK);
    let stored = entries::content_type_of(&ctx, path.id).await?;
    let draft = input::of(&ctx, &stored.schema, draft)?;
    let locale = query.of(&ctx, path.id).await?;
    let saved = save::save(&ctx, path.id, &locale, Expected::Version(version), &draft).await;
    written::answer(&ctx, StatusCode::OK, saved).await
}
