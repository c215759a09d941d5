//! `PUT /api/{singular}`

use axum::response::{IntoResponse, Response};
use galley_app::entries::{self, Expected, publish, save};
use galley_domain::roles::Permission;
use http::StatusCode;

use crate::answers::WriteSeq;
use crate::content::answer;
use crate::content::target::{self, NamePath};
use crate::content::write::{ContentWrite, EntryBody};
use crate::errors::ApiError;
use crate::extract::{IfMatch, JsonBody, Path, RawQuery};

/// Writes the one entry of the single, which the first write makes.
pub(in crate::content) async fn update_single(
    write: ContentWrite,
    Path(path): Path<NamePath>,
    RawQuery(query): RawQuery,
    IfMatch(version): IfMatch,
    JsonBody(body): JsonBody<EntryBody>,
) -> Result<Response, ApiError> {
    let stored = target::single(write.ctx(), &path.name)?;
    write.ctx().require(Permission::EditEntries)?;
    let query = target::write_query(write.ctx(), &stored, &query)?;
    if write.written_before().is_some() {
        return answer::single(write.ctx(), StatusCode::OK, &path.name, &query.shown).await;
    }
    let ctx = write.answering(StatusCode::OK);
    let input = body.into_input(&ctx, &stored.schema)?;
    let expected = version.map_or(Expected::Any, Expected::Version);
    let (name, locale) = (&stored.schema.singular, &query.locale);
    let written = match (entries::document_of_single(&ctx, &stored).await?, query.is_draft()) {
        (Some(document), true) => save::save(&ctx, document, locale, expected, &input).await?,
        (Some(document), false) => publish::save_published(&ctx, document, locale, expected, &input).await?,
        (None, true) => save::create(&ctx, name, locale, &input).await?,
        (None, false) => publish::create_published(&ctx, name, locale, &input).await?,
    };
    let shown = answer::single(&ctx, StatusCode::OK, &path.name, &query.shown).await?;
    Ok((WriteSeq(written.seq), shown).into_response())
}
