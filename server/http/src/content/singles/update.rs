//! `PUT /api/{singular}`

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use galley_app::entries::save::SaveInput;
use galley_app::entries::{self, Expected, Written, publish, save};
use galley_app::{AppError, Ctx};
use galley_domain::roles::Permission;
use galley_domain::schema::StoredType;
use http::StatusCode;

use crate::answers::WriteSeq;
use crate::content::answer;
use crate::content::target::{self, NamePath, WriteQuery};
use crate::content::write::{ContentWrite, EntryBody};
use crate::errors::ApiError;
use crate::extract::{IfMatch, JsonBody, Path, RawQuery};
use crate::read_budget::ReadBudget;

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
        return answer::single((write.ctx(), &ReadBudget::free()), StatusCode::OK, &path.name, &query.shown)
            .await;
    }
    let ctx = write.answering(StatusCode::OK);
    let input = body.into_input(&ctx, &stored.schema)?;
    let expected = version.map_or(Expected::Any, Expected::Version);
    let mut written = put(&ctx, &stored, &query, expected, &input).await;
    if matches!(written, Err(AppError::HasEntry)) {
        // Another first write came in between: there is an entry to write now.
        written = put(&ctx, &stored, &query, expected, &input).await;
    }
    let written = written?;
    let shown = answer::single((&ctx, &ReadBudget::free()), StatusCode::OK, &path.name, &query.shown).await?;
    Ok((WriteSeq(written.seq), shown).into_response())
}

async fn put(
    ctx: &Ctx,
    stored: &Arc<StoredType>,
    query: &WriteQuery,
    expected: Expected,
    input: &SaveInput,
) -> Result<Written, AppError> {
    let (name, locale) = (&stored.schema.singular, &query.locale);
    match (entries::document_of_single(ctx, stored).await?, query.is_draft()) {
        (Some(document), true) => save::save(ctx, document, locale, expected, input).await,
        (Some(document), false) => publish::save_published(ctx, document, locale, expected, input).await,
        (None, true) => save::create(ctx, name, locale, input).await,
        (None, false) => publish::create_published(ctx, name, locale, input).await,
    }
}
