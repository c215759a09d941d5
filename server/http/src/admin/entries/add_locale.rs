//! `POST /admin/api/entries/{id}/locales`

use axum::response::Response;
use galley_app::entries::locales::{self, StartFrom};
use galley_app::entries::{self, written_locale};
use galley_domain::locales::Locale;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::wire::{EntryOut, EntryPath};
use super::written;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::{JsonBody, Path};

/// A new translation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LocaleIn {
    #[schema(value_type = String, example = "fr")]
    locale: Locale,
    /// The locale whose draft it starts as; with what all locales share when left out.
    #[schema(value_type = Option<String>)]
    copy_of: Option<Locale>,
}

/// Start the draft of another locale
#[utoipa::path(
    post,
    path = "/admin/api/entries/{id}/locales",
    tag = "entries",
    params(EntryPath),
    request_body = LocaleIn,
    responses((status = 201, description = "The new locale of the entry", body = EntryOut))
)]
pub(crate) async fn add_locale(
    write: AdminWrite,
    Path(path): Path<EntryPath>,
    JsonBody(input): JsonBody<LocaleIn>,
) -> Result<Response, ApiError> {
    let ctx = write.answering(StatusCode::CREATED);
    let stored = entries::content_type_of(&ctx, path.id).await?;
    let locale = written_locale(&ctx.model(), &stored.schema, Some(&input.locale))?;
    let from = input.copy_of.map_or(StartFrom::Shared, StartFrom::CopyOf);
    let added = locales::add_locale(&ctx, path.id, &locale, &from).await;
    written::answer(&ctx, StatusCode::CREATED, added).await
}
