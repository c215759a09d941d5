//! Access tokens of programs: a secret shown once, a role, a scope, an end.

mod authenticate;
mod create;
mod list;
mod revoke;
mod token;

pub use authenticate::actor_of_token;
pub use create::{CreatedToken, Expiry, NewToken, create};
pub use list::{find, list};
pub use revoke::revoke;
pub use token::Token;
