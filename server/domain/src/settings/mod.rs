//! The site's settings: what they hold, what may stand in them, and which of them a change touches.
//!
//! It does not know whether the things they name exist; that is looked up where they are written.

mod parts;
mod patch;
mod profiles;
mod site_values;

pub use parts::SettingParts;
pub use patch::SitePatch;
pub use profiles::Profile;
pub use site_values::SiteValues;
