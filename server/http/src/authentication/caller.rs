//! The context of the action that a request asks for.

use axum::extract::FromRequestParts;
use galley_app::Ctx;
use galley_app::cache::Recording;
use galley_app::context::{Presented, StoredAnswer};
use galley_app::idempotency::{self, Outcome};
use http::StatusCode;
use http::request::Parts;

use super::Identified;
use crate::errors::ApiError;
use crate::routes::RequestKey;
use crate::state::HttpState;

/// What a handler that only reads hands to an action: who asks.
///
/// The guard of the route has put the actor into the request; without a guard there is no caller, so a handler cannot
/// be reached past its policy.
#[derive(Debug)]
pub struct Caller(pub Ctx);

/// What a handler that writes hands to an action: who asks, and what makes a repeat recognisable.
#[derive(Debug)]
pub(crate) struct WriteCaller {
    ctx: Ctx,
    key: Option<RequestKey>,
    /// How this very request was answered before.
    pub(crate) answered: Option<StoredAnswer>,
}

impl FromRequestParts<HttpState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, ApiError> {
        let found = parts.extensions.get::<Identified>().cloned();
        let Identified { actor, signed_in_at } =
            found.ok_or_else(|| ApiError::Internal(anyhow::anyhow!("no guard stands before this route")))?;
        let recording = parts.extensions.get::<Recording>().cloned().unwrap_or_default();
        Ok(Self(Ctx { signed_in_at, recording, ..state.app.as_actor(actor) }))
    }
}

impl FromRequestParts<HttpState> for WriteCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, ApiError> {
        let Caller(mut ctx) = Caller::from_request_parts(parts, state).await?;
        let key = parts.extensions.get::<RequestKey>().cloned();
        let Some(named) = key.clone() else { return Ok(Self { ctx, key, answered: None }) };
        // Looking up needs the key alone; what will be answered is known to the handler.
        ctx.idempotency = Some(named.answered_with(StatusCode::OK, |_| Presented::default()));
        let answered = idempotency::find(&ctx).await?;
        ctx.idempotency = None;
        Ok(Self { ctx, key, answered })
    }
}

impl WriteCaller {
    pub(crate) const fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    /// The context of the action. What `present` makes of the outcome is stored with the write when it has a key.
    pub(crate) fn answering(
        self,
        status: StatusCode,
        present: impl Fn(Outcome<'_>) -> Presented + Send + Sync + 'static,
    ) -> Ctx {
        let mut ctx = self.ctx;
        ctx.idempotency = self.key.map(|key| key.answered_with(status, present));
        ctx
    }
}
