//! The answer to every write of an entry.

use axum::response::{IntoResponse, Response};
use galley_app::entries::{self, Written};
use galley_app::idempotency::Outcome;
use galley_app::{AppError, Ctx};
use http::StatusCode;

use super::wire::EntryOut;
use crate::admin::location;
use crate::answers::{Json, Location, VersionTag, WriteSeq};
use crate::errors::ApiError;

/// The entry as it is now.
pub(in crate::admin) async fn answer(
    ctx: &Ctx,
    status: StatusCode,
    written: Result<Written, AppError>,
) -> Result<Response, ApiError> {
    let Written { state, seq } = written?;
    let body = EntryOut::of(&ctx.model(), &ctx.actor, &state);
    // Who may write drafts and not read them is not told how they stand to what others wrote.
    let body = match entries::warnings(ctx, state.document, &state.locale).await {
        Ok(warnings) => body.with(&warnings),
        Err(_unreadable) => body,
    };
    let place = match status {
        StatusCode::CREATED => location::of(Outcome::Entry(&state)),
        _ => Location(None),
    };
    Ok((status, VersionTag(state.draft.version), WriteSeq(seq), place, Json(body)).into_response())
}
