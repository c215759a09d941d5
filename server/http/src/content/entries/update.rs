//! `PUT /api/{plural}/{documentId}`

use axum::response::{IntoResponse, Response};
use galley_app::entries::{self, Expected, publish, save};
use galley_domain::roles::Permission;
use http::StatusCode;

use crate::answers::WriteSeq;
use crate::content::answer;
use crate::content::target::{self, DocumentPath};
use crate::content::write::{ContentWrite, EntryBody};
use crate::errors::ApiError;
use crate::extract::{IfMatch, JsonBody, Path, RawQuery};
use crate::read_budget::ReadBudget;

/// Publishes, unless `status=draft` asks for a draft only. A locale without an entry gets one.
pub(in crate::content) async fn update_content(
    write: ContentWrite,
    Path(path): Path<DocumentPath>,
    RawQuery(query): RawQuery,
    IfMatch(version): IfMatch,
    JsonBody(body): JsonBody<EntryBody>,
) -> Result<Response, ApiError> {
    let stored = target::collection(write.ctx(), &path.name)?;
    write.ctx().require(Permission::EditEntries)?;
    let query = target::write_query(write.ctx(), &stored, &query)?;
    let (document, entry) = (path.document, (path.name.as_str(), path.document));
    if write.written_before().is_some() {
        return answer::one((write.ctx(), &ReadBudget::free()), StatusCode::OK, entry, &query.shown).await;
    }
    let ctx = write.answering(StatusCode::OK);
    let identity = entries::identify(&ctx, document).await?;
    if identity.stored.id != stored.id || identity.trashed {
        return Err(ApiError::NotFound);
    }
    let input = body.into_input(&ctx, &stored.schema)?;
    let expected = version.map_or(Expected::Any, Expected::Version);
    let written = if query.is_draft() {
        save::save(&ctx, document, &query.locale, expected, &input).await?
    } else {
        publish::save_published(&ctx, document, &query.locale, expected, &input).await?
    };
    let shown = answer::one((&ctx, &ReadBudget::free()), StatusCode::OK, entry, &query.shown).await?;
    Ok((WriteSeq(written.seq), shown).into_response())
}
