//! Menus as rows: their lines as JSON, and beside them the documents that the lines lead to.

pub(crate) mod entity;
mod finders;
mod writes;

pub use finders::{all, find, heads, in_locales, links, locale_is_used, to};
pub use writes::{put, remove};

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::menus::MenuName;

const TABLE: &str = "menus";

/// What tells one menu from the others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MenuKey {
    pub name: MenuName,
    pub locale: Locale,
}

/// A menu without its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuHead {
    pub key: MenuKey,
    /// From 1; raised by one with every write.
    pub version: i64,
    pub updated_at: i64,
    /// Users above 0, tokens below, 0 the system.
    pub updated_by: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuRow {
    pub head: MenuHead,
    /// JSON text.
    pub items: String,
}

/// One document that a menu leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MenuLink {
    pub key: MenuKey,
    pub target: DocumentId,
}

impl From<entity::Model> for MenuRow {
    fn from(row: entity::Model) -> Self {
        let entity::Model { name, locale, items, version, updated_at, updated_by } = row;
        let key = MenuKey { name: MenuName::from_stored(name), locale: Locale::from_stored(locale) };
        Self { head: MenuHead { key, version, updated_at, updated_by }, items }
    }
}
