//! The content model: types and components as Strapi's files spell them, and applying changed files.

pub(super) mod apply;
pub(super) mod list;
pub(super) mod list_components;
mod refusal;
pub(super) mod show;
pub(super) mod wire;
