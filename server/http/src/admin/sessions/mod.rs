//! The devices that somebody is signed in on: list them, end one.

pub(super) mod list;
pub(super) mod revoke;
pub(super) mod wire;
