//! Components as rows: a name and its file.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::all;
pub use writes::put;

/// A component; its text is parsed by the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentRow {
    pub name: String,
    /// The file, as JSON text.
    pub definition: String,
    pub updated_at: i64,
}

impl From<entity::Model> for ComponentRow {
    fn from(row: entity::Model) -> Self {
        Self { name: row.name, definition: row.definition, updated_at: row.updated_at }
    }
}
