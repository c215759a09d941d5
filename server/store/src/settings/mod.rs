//! Settings of the installation as rows: named JSON texts with versions.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::find;
pub use writes::{put, remove};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub name: String,
    /// JSON text.
    pub value: String,
    /// From 1; raised by one with every write.
    pub version: i64,
    pub updated_at: i64,
}

impl From<entity::Model> for Setting {
    fn from(row: entity::Model) -> Self {
        Self { name: row.name, value: row.value, version: row.version, updated_at: row.updated_at }
    }
}
