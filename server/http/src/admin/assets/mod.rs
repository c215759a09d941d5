//! The library: list, upload, show, describe, delete. The bytes are served by the site.

pub(super) mod delete;
pub(super) mod list;
pub(super) mod show;
pub(super) mod update;
pub(super) mod upload;
pub(super) mod wire;
