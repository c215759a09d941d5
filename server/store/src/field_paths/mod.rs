//! Path ids: given once, when a model changes, and never changed or reused.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::all;
pub use writes::insert;
