//! Links that show a draft to whoever has them.

pub(super) mod create;
pub(super) mod list;
pub(super) mod revoke;
pub(super) mod wire;
