//! Accounts: list, make, change, suspend, and give another password.

pub(super) mod create;
pub(super) mod list;
pub(super) mod set_password;
pub(super) mod show;
pub(super) mod suspend;
pub(super) mod update;
pub(super) mod wire;
