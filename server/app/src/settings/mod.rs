//! Settings of the site: its title, description, locales and time zone.
//!
//! They are one JSON value with one version. What an operator decides (addresses, secrets) is configuration, not a
//! setting.

mod site;
mod update;

pub use site::{SiteSettings, SiteValues, load};
pub use update::{SitePatch, find, update};

pub(crate) use site::read;
pub(crate) use update::patch;
