//! The answer to every write of an entry.

use axum::response::{IntoResponse, Response};
use galley_app::entries::Written;
use galley_app::{AppError, Ctx};
use http::StatusCode;

use super::wire::EntryOut;
use crate::answers::{Json, VersionTag, WriteSeq};
use crate::errors::ApiError;

/// The entry as it is now.
pub(in crate::admin) fn answer(
    ctx: &Ctx,
    status: StatusCode,
    written: Result<Written, AppError>,
) -> Result<Response, ApiError> {
    let Written { state, seq } = written?;
    let body = EntryOut::of(&ctx.model(), &ctx.actor, &state);
    Ok((status, VersionTag(state.draft.version), WriteSeq(seq), Json(body)).into_response())
}
