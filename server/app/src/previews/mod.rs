//! Preview links: a draft for whoever has the address, for a day at most.
//!
//! The address is signed with a key of the installation, so nothing is looked up for one that was made up; and it is a
//! row, so it can be taken back. It shows one draft in one locale and gives no right to anything else.

mod create;
mod link;
mod list;
mod open;
mod revoke;

pub use create::{Lifetime, create};
pub use link::PreviewLink;
pub use list::list;
pub use open::remove_expired;
pub use revoke::revoke;

pub(crate) use open::{Previewed, open};
