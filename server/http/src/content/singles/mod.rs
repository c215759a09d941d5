//! Singles: written at their own name. Reading one is `entries::list`, which shares the path.

pub(super) mod delete;
pub(super) mod update;
