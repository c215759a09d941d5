//! `POST /admin/api/entries/{id}/preview-links`

use axum::response::IntoResponse;
use galley_app::idempotency::Outcome;
use galley_app::previews;
use http::StatusCode;

use super::wire::{PreviewLinkIn, PreviewLinkOut};
use crate::admin::entries::wire::{EntryPath, LocaleQuery};
use crate::admin::location;
use crate::admin::write::AdminWrite;
use crate::answers::Json;
use crate::errors::ApiError;
use crate::extract::{JsonBody, Path, Query};

/// Make a link that shows the draft on the site, in its theme, to whoever has it
///
/// It shows what anybody could see if the draft were published, always as the draft is at the time.
#[utoipa::path(
    post,
    path = "/admin/api/entries/{id}/preview-links",
    tag = "preview links",
    params(EntryPath, LocaleQuery),
    request_body = PreviewLinkIn,
    responses((status = 201, description = "The link", body = PreviewLinkOut))
)]
pub(crate) async fn create_preview_link(
    write: AdminWrite,
    Path(path): Path<EntryPath>,
    Query(query): Query<LocaleQuery>,
    JsonBody(wanted): JsonBody<PreviewLinkIn>,
) -> Result<impl IntoResponse, ApiError> {
    let ctx = write.answering(StatusCode::CREATED);
    let locale = query.of(&ctx, path.id).await?;
    let link = previews::create(&ctx, path.id, &locale, wanted.lifetime()?).await?;
    let place = location::of(Outcome::PreviewLink(&link));
    Ok((StatusCode::CREATED, place, Json(PreviewLinkOut::from(link))))
}
