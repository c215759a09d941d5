//! The themes that the site can wear, and what may be decided about each.

pub(super) mod list;
pub(super) mod wire;
