//! The site's settings: show and change.

pub(super) mod show;
pub(super) mod update;
pub(super) mod wire;
