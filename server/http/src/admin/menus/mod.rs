//! Menus of the site: list, show, write and remove.

pub(super) mod list;
pub(super) mod put;
pub(super) mod remove;
pub(super) mod show;
pub(super) mod wire;
