//! Routes with policies: a handler cannot be registered without saying who may call it.
//!
//! Owns the table of all routes, which tests go through role by role, and the guard that enforces each policy. Which
//! routes there are is said in `router.rs`; rights on single objects are decided in the domain.

mod guard;
mod idempotency;
mod parameters;
mod policy;
mod route_table;
#[cfg(test)]
mod tests;

pub(crate) use idempotency::RequestKey;
pub use parameters::ContentParameters;
pub use policy::{Deadline, Policy};
pub use route_table::RouteEntry;
pub(crate) use route_table::Routes;
