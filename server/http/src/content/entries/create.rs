//! `POST /api/{plural}`

use axum::response::{IntoResponse, Response};
use galley_app::Ctx;
use galley_app::entries::{publish, save};
use galley_domain::ids::DocumentId;
use galley_domain::roles::Permission;
use http::StatusCode;

use crate::answers::{Location, WriteSeq};
use crate::content::answer;
use crate::content::target::{self, NamePath, WriteQuery};
use crate::content::write::{ContentWrite, EntryBody};
use crate::errors::ApiError;
use crate::extract::{JsonBody, Path, RawQuery};
use crate::read_budget::ReadBudget;

/// Publishes, unless `status=draft` asks for a draft only.
pub(in crate::content) async fn create_content(
    write: ContentWrite,
    Path(path): Path<NamePath>,
    RawQuery(query): RawQuery,
    JsonBody(body): JsonBody<EntryBody>,
) -> Result<Response, ApiError> {
    let stored = target::collection(write.ctx(), &path.name)?;
    write.ctx().require(Permission::CreateEntries)?;
    let query = target::write_query(write.ctx(), &stored, &query)?;
    if let Some(document) = write.written_before() {
        return made(write.ctx(), (&path.name, document), &query).await;
    }
    let ctx = write.answering(StatusCode::CREATED);
    let input = body.into_input(&ctx, &stored.schema)?;
    let name = &stored.schema.singular;
    let written = if query.is_draft() {
        save::create(&ctx, name, &query.locale, &input).await?
    } else {
        publish::create_published(&ctx, name, &query.locale, &input).await?
    };
    let shown = made(&ctx, (&path.name, written.state.document), &query).await?;
    Ok((WriteSeq(written.seq), shown).into_response())
}

/// The new entry and its place.
async fn made(
    ctx: &Ctx,
    (plural, document): (&str, DocumentId),
    query: &WriteQuery,
) -> Result<Response, ApiError> {
    let mut place = format!("/api/{plural}/{document}");
    if !query.locale.is_none() {
        place = format!("{place}?locale={}", query.locale);
    }
    let budget = ReadBudget::free();
    let entry = (plural, document);
    let shown = answer::one((ctx, &budget), StatusCode::CREATED, entry, &query.shown).await?;
    Ok((Location(Some(place)), shown).into_response())
}
