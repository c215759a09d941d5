//! Who asks: from the credentials of a request to an actor, and the context that actions want.
//!
//! Sessions and tokens themselves belong to the application; rights belong to the domain.

mod caller;
mod credentials;

pub use caller::Caller;
pub(crate) use caller::WriteCaller;

use galley_app::sessions::API_PREFIX;
use galley_domain::roles::Actor;
use http::HeaderMap;

use crate::errors::ApiError;
use crate::front::Surface;
use crate::state::HttpState;
use credentials::Credentials;

/// Who a request comes from.
#[derive(Debug, Clone)]
pub(crate) struct Identified {
    pub(crate) actor: Actor,
    /// Of a session: when the password was given.
    pub(crate) signed_in_at: Option<i64>,
}

impl Identified {
    pub(crate) const ANONYMOUS: Self = Self { actor: Actor::Anonymous, signed_in_at: None };
}

/// Who a request comes from. Credentials that are not valid (any more) are a 401, never anonymous: a client that shows
/// some does not want the public answer.
pub(crate) async fn identify(
    state: &HttpState,
    surface: Surface,
    headers: &HeaderMap,
) -> Result<Identified, ApiError> {
    let found = match Credentials::of(surface, state.scheme, headers)? {
        Credentials::None => return Ok(Identified::ANONYMOUS),
        Credentials::Token(secret) if secret.starts_with(API_PREFIX) => {
            // Such a token is good for nothing else than what it was made for.
            if surface != Surface::ContentApi {
                return Err(ApiError::Unauthenticated);
            }
            let found = galley_app::sessions::authenticate_api(&state.app, secret).await?;
            found.map(|found| Identified { actor: found.actor(), signed_in_at: None })
        }
        Credentials::Token(secret) => galley_app::tokens::actor_of_token(&state.app, secret)
            .await?
            .map(|actor| Identified { actor, signed_in_at: None }),
        Credentials::Session(secret) => galley_app::sessions::authenticate(&state.app, secret)
            .await?
            .map(|found| Identified { actor: found.actor(), signed_in_at: Some(found.session.created_at) }),
    };
    found.ok_or(ApiError::Unauthenticated)
}
