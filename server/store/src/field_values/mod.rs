//! The scalar leaves of entries, as filters and sorting compare them. Derived from `entries.data` by the domain.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{by_entries, where_true};
pub use writes::{delete, insert};

use galley_domain::ids::{EntryId, InstanceId, PathId};
use galley_domain::locales::{Locale, Stage};
use galley_domain::values::FieldValue;

/// The leaves of one entry, on their way into the table.
#[derive(Debug, Clone, Copy)]
pub struct EntryValues<'a> {
    pub entry: EntryId,
    pub stage: Stage,
    pub locale: &'a Locale,
    pub values: &'a [FieldValue],
}

impl From<entity::Model> for FieldValue {
    fn from(row: entity::Model) -> Self {
        Self {
            path: PathId(row.path_id),
            owner: InstanceId(row.owner),
            position: row.position,
            text: row.text,
            folded: row.folded,
            number: row.number,
            time: row.time,
        }
    }
}
