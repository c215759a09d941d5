//! What stands before every handler: who asks, whether they may, with which parameters, how often, and for how long.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::MethodRouter;
use galley_domain::roles::Actor;
use http::HeaderMap;

use super::idempotency;
use super::parameters::KnownParameters;
use super::policy::{Deadline, Policy};
use crate::authentication::{Identified, identify};
use crate::cache;
use crate::errors::ApiError;
use crate::front::{ClientIp, Surface};
use crate::rate_limits::Writer;
use crate::read_budget::Spent;
use crate::state::HttpState;

/// What holds for the handlers of one path.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    pub(super) policy: Policy,
    pub(super) deadline: Deadline,
    pub(super) parameters: KnownParameters,
}

struct Guard {
    state: HttpState,
    rules: Rules,
}

/// Puts the guard before the handlers of one path.
pub(super) fn put_before(
    handlers: MethodRouter<HttpState>,
    state: &HttpState,
    rules: Rules,
) -> MethodRouter<HttpState> {
    let guard = Arc::new(Guard { state: state.clone(), rules });
    handlers.route_layer(from_fn_with_state(guard, stand))
}

async fn stand(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Result<Response, ApiError> {
    let work = guard.admit(request, next);
    match guard.rules.deadline.limit() {
        None => work.await,
        Some(limit) => tokio::time::timeout(limit, work).await.unwrap_or(Err(ApiError::Timeout)),
    }
}

impl Guard {
    async fn admit(&self, mut request: Request, next: Next) -> Result<Response, ApiError> {
        let surface = Surface::of_path(request.uri().path());
        let identified = self.identify(surface, request.headers()).await?;
        let actor = &identified.actor;
        self.rules.policy.check(actor)?;
        self.rules.parameters.check(request.uri().query(), self.state.content_parameters)?;
        if !request.method().is_safe() {
            self.count_write(actor, request.extensions().get().copied())?;
            request = idempotency::note(request, self.rules.deadline).await?;
        }
        request.extensions_mut().insert(identified);
        let (method, condition) = (request.method().clone(), cache::condition(request.headers()));
        let mut response = next.run(request).await;
        if let Some(spent) = response.extensions_mut().remove::<Spent>()
            && cache::is_unmodified(&response, &method, condition.as_ref())
        {
            spent.give_back();
        }
        Ok(response)
    }

    async fn identify(&self, surface: Surface, headers: &HeaderMap) -> Result<Identified, ApiError> {
        if !self.rules.policy.needs_actor() {
            return Ok(Identified::ANONYMOUS);
        }
        identify(&self.state, surface, headers).await
    }

    /// With credentials a writer is counted by who they are, without by where they come from.
    fn count_write(&self, actor: &Actor, client: Option<ClientIp>) -> Result<(), ApiError> {
        let writer = match (actor, client) {
            (Actor::User { .. } | Actor::Token { .. }, _) => Writer::Actor(actor.reference()),
            (Actor::System | Actor::Anonymous, Some(ClientIp(address))) => Writer::Address(address),
            (Actor::System | Actor::Anonymous, None) => return Ok(()),
        };
        self.state.limits.check_write(&writer)
    }
}
