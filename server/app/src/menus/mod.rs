//! Menus: listed, shown, written as a whole and taken away.
//!
//! A menu is written as a whole, because its order is what people edit. What of it a page shows is decided in
//! `pages`.

mod find;
mod menu;
mod put;
mod remove;

pub use find::{find, list};
pub use menu::Menu;
pub use put::put;
pub use remove::remove;

pub use galley_store::menus::{MenuHead, MenuKey};

pub(crate) use menu::items;
