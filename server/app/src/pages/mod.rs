//! What the public site shows: from a path to a page.
//!
//! A path is resolved by the routes and answered with an entry, a list, a redirect or the page for
//! what is not there. Everything is read as anybody would read it, through the content queries of the public role
//! and in one snapshot, so nothing unpublished or private can reach a page. The theme renders off the async threads,
//! within limits (`draw`). It owns which data a page needs; how it looks is the theme's business.

mod answer;
mod branch;
mod cards;
mod draft;
mod draw;
mod entry;
mod excerpts;
mod failure;
mod feed_texts;
mod feeds;
mod holes;
mod items;
mod links;
mod lists;
mod live;
mod llms;
mod menus;
mod neighbours;
mod parts;
mod preview;
mod read_count;
mod reading;
mod related;
mod sections;
mod settings;
mod site;
mod site_files;
mod suggestions;
mod theme_asset;
mod themes;
mod twins;
mod usual_menu;
mod visit;
mod whereabouts;

pub use answer::{Drawn, PageAnswer};
pub use failure::error_page;
pub use preview::{PreviewPage, preview};
pub use read_count::ReadCount;
pub use site_files::site_file;
pub use theme_asset::theme_asset;
pub(crate) use themes::require_sound;
pub use themes::{
    OfferedTheme, Themes, active_theme, follow_theme, offered_settings, theme_mistakes, themes,
};
pub use visit::{page, page_of};
