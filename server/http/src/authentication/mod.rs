//! Who asks: from the credentials of a request to an actor, and the context that actions want.
//!
//! Sessions and tokens themselves belong to the application; rights belong to the domain.

mod caller;
mod credentials;

pub use caller::Caller;
pub(crate) use caller::WriteCaller;

use galley_domain::roles::Actor;
use http::HeaderMap;

use crate::errors::ApiError;
use crate::front::Surface;
use crate::state::HttpState;
use credentials::Credentials;

/// The actor of a request. Credentials that are not valid (any more) are a 401, never anonymous: a client that shows
/// some does not want the public answer.
pub(crate) async fn actor_of(
    state: &HttpState,
    surface: Surface,
    headers: &HeaderMap,
) -> Result<Actor, ApiError> {
    let found = match Credentials::of(surface, state.scheme, headers)? {
        Credentials::None => return Ok(Actor::Anonymous),
        Credentials::Token(secret) => galley_app::tokens::actor_of_token(&state.app, secret).await?,
        Credentials::Session(secret) => galley_app::sessions::actor_of_session(&state.app, secret).await?,
    };
    found.ok_or(ApiError::Unauthenticated)
}
