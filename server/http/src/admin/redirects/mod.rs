//! Redirects that operators set: list, show, create, replace, delete.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod list;
pub(super) mod replace;
pub(super) mod show;
pub(super) mod wire;
