//! `GET /admin/api/session`

use galley_app::users;
use galley_domain::roles::Actor;

use super::wire::SessionOut;
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;

/// Who is signed in, and what they may do
#[utoipa::path(
    get,
    path = "/admin/api/session",
    tag = "session",
    responses((status = 200, description = "The session", body = SessionOut))
)]
pub(crate) async fn show_session(Caller(ctx): Caller) -> Result<Json<SessionOut>, ApiError> {
    Ok(Json(match ctx.actor {
        Actor::User { id, .. } => SessionOut::of_user(users::find(&ctx, id).await?),
        Actor::Token { .. } | Actor::System | Actor::Anonymous => SessionOut::of_actor(&ctx.actor),
    }))
}
