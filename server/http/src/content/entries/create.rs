//! `POST /api/{plural}`

use axum::response::{IntoResponse, Response};
use galley_app::entries::{publish, save};
use galley_domain::roles::Permission;
use http::StatusCode;

use crate::answers::WriteSeq;
use crate::content::answer;
use crate::content::target::{self, NamePath};
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
        return answer::one(
            (write.ctx(), &ReadBudget::free()),
            StatusCode::CREATED,
            (&path.name, document),
            &query.shown,
        )
        .await;
    }
    let ctx = write.answering(StatusCode::CREATED);
    let input = body.into_input(&ctx, &stored.schema)?;
    let name = &stored.schema.singular;
    let written = if query.is_draft() {
        save::create(&ctx, name, &query.locale, &input).await?
    } else {
        publish::create_published(&ctx, name, &query.locale, &input).await?
    };
    let entry = (path.name.as_str(), written.state.document);
    let shown = answer::one((&ctx, &ReadBudget::free()), StatusCode::CREATED, entry, &query.shown).await?;
    Ok((WriteSeq(written.seq), shown).into_response())
}
