//! The admin API: every endpoint as its clients see it, allowed, denied, in conflict and retried.

mod accounts;
pub(crate) mod assets;
mod conflicts;
mod created;
mod entries;
mod history;
mod lists;
mod locales;
mod menus;
mod misfits;
mod model;
mod parameters;
mod preview_links;
mod redirects;
mod retries;
mod session;
mod settings;
