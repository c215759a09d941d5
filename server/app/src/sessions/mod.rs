//! Signed-in browsers: opaque secrets whose hash is a row, so that ending one is the removal of a row.
//!
//! How often somebody may try to sign in is limited by HTTP, which knows addresses.

mod authenticate;
mod confirm;
mod lifetime;
mod list;
mod session;
mod sign_in;
mod sign_out;

pub use authenticate::{Authenticated, authenticate, authenticate_api};
pub use confirm::confirm;
pub use galley_store::sessions::SessionUse;
pub use lifetime::Lifetime;
pub use list::{list, remove_expired, revoke};
pub use session::{Session, SessionId, SessionIdError};
pub(crate) use sign_in::start;
pub use sign_in::{API_PREFIX, Origin, SignIn, SignedIn, sign_in};
pub use sign_out::sign_out;
