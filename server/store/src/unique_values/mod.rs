//! Values that only one published entry may have, slugs among them.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{by_entries, holder};
pub use writes::{delete_for_entries, insert_all};

use galley_domain::ids::{DocumentId, EntryId, PathId};
use galley_domain::locales::Locale;

/// A value in one locale, by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UniqueKey {
    pub path: PathId,
    pub locale: Locale,
    pub hash: [u8; 32],
}

/// A value and the published entry that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldValue {
    pub key: UniqueKey,
    pub entry: EntryId,
    pub document: DocumentId,
}
