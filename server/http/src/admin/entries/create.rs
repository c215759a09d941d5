//! `POST /admin/api/entries`

use axum::response::Response;
use galley_app::entries::{save, written_locale};
use galley_domain::query::check::readable_type;
use http::StatusCode;

use super::wire::{DraftIn, EntryIn, EntryOut};
use super::{input, written};
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::JsonBody;

/// Make an entry: its first draft
#[utoipa::path(
    post,
    path = "/admin/api/entries",
    tag = "entries",
    request_body = EntryIn,
    responses((status = 201, description = "The entry", body = EntryOut))
)]
pub(crate) async fn create_entry(
    write: AdminWrite,
    JsonBody(new): JsonBody<EntryIn>,
) -> Result<Response, ApiError> {
    let ctx = write.answering(StatusCode::CREATED);
    let EntryIn { content_type, locale, data, published_at } = new;
    let model = ctx.model();
    let stored = readable_type(&model, &ctx.actor, &content_type).ok_or(ApiError::NotFound)?;
    let locale = written_locale(&model, &stored.schema, locale.as_ref())?;
    let draft = input::of(&ctx, &stored.schema, DraftIn { data, published_at })?;
    let made = save::create(&ctx, &content_type, &locale, &draft).await;
    written::answer(&ctx, StatusCode::CREATED, made).await
}
