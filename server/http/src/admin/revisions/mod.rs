//! The history of an entry: list it, look at one point of it, go back there.

pub(super) mod list;
pub(super) mod restore;
pub(super) mod show;
pub(super) mod wire;
