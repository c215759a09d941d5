//! Access tokens of programs: list, make, revoke.

pub(super) mod create;
pub(super) mod list;
pub(super) mod revoke;
pub(super) mod show;
pub(super) mod wire;
