//! Assets as Strapi's upload plugin shows them: addressed by number, listed for those who may.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod file;
pub(super) mod list;
pub(super) mod show;
