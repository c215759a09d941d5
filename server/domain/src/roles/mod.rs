//! Who acts, and what they may do: actors, roles, permissions and token scopes as data.
//!
//! Policy is decided here and nowhere else; handlers and actions only ask. Anonymous is the role `public`, never the
//! system.

mod actor;
mod permission;
mod policy;
mod scope;

pub use actor::{Actor, ActorRef, Role};
pub use permission::Permission;
pub use scope::{Scope, TokenScope};
