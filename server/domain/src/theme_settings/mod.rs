//! What a theme lets people decide, and what they decided: typed settings and the values that fit them.
//!
//! It does not know how themes declare their settings, nor whether the pictures and entries that values name exist.

mod check;
mod definition;
mod value;

pub use definition::{Choice, Condition, Kind, ThemeSetting, ThemeSettings};
pub use value::SettingValue;
