//! Settings of the site: what it is called, which locales it has, how it looks to others.
//!
//! They are one JSON value with one version; what may stand in it is the domain's. What an operator decides
//! (addresses, secrets) is configuration, not a setting.

mod site;
mod targets;
mod update;

pub use galley_domain::settings::{Profile, SitePatch, SiteValues};
pub use site::{SiteSettings, load};
pub use update::{find, update};

pub(crate) use site::{identity, read};
pub(crate) use update::patch;
