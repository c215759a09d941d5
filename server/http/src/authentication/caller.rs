//! The context of the action that a request asks for.

use axum::extract::FromRequestParts;
use galley_app::Ctx;
use galley_app::context::Idempotency;
use galley_domain::roles::Actor;
use http::request::Parts;

use crate::errors::ApiError;
use crate::state::HttpState;

/// What a handler hands to an action: who asks, and what makes a repeat recognisable.
///
/// The guard of the route has put both into the request; without a guard there is no caller, so a handler cannot be
/// reached past its policy.
#[derive(Debug)]
pub struct Caller(pub Ctx);

impl FromRequestParts<HttpState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, ApiError> {
        let actor = parts.extensions.get::<Actor>().cloned();
        let actor =
            actor.ok_or_else(|| ApiError::Internal(anyhow::anyhow!("no guard stands before this route")))?;
        let mut context = state.app.as_actor(actor);
        context.idempotency = parts.extensions.get::<Idempotency>().cloned();
        Ok(Self(context))
    }
}
