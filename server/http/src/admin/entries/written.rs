//! The answer to every write of an entry.

use axum::response::{IntoResponse, Response};
use galley_app::entries::Written;
use galley_app::{AppError, Ctx};
use galley_domain::roles::Permission;
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
    let Written { state, seq } = written.map_err(|error| refusal(ctx, error))?;
    let body = EntryOut::of(&ctx.model(), &ctx.actor, &state);
    Ok((status, VersionTag(state.draft.version), WriteSeq(seq), Json(body)).into_response())
}

/// Somebody who may write and not read learns from a conflict that there is one, not what the draft says.
pub(super) fn refusal(ctx: &Ctx, error: AppError) -> ApiError {
    let reads = ctx.actor.may(Permission::ReadDrafts) && ctx.actor.may(Permission::ReadPrivateFields);
    match error {
        AppError::Conflict(mut conflict) if !reads => {
            conflict.data.clear();
            AppError::Conflict(conflict).into()
        }
        other => other.into(),
    }
}
