//! Menus: named trees of links, one for each locale, that a theme shows at a place of that name.
//!
//! It does not know whether the documents that they lead to exist or are published.

mod item;
mod name;

pub use item::{MenuItem, MenuTarget, check, documents};
pub use name::MenuName;
