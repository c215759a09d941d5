//! Themes: a folder of templates, assets and a manifest that turns pages into HTML.
//!
//! It owns loading and checking a theme, the choice of a template, the limits of a render and what templates may ask
//! for. It does not own what the pages say (`pages`) or the functions themselves (`functions`).

mod assets;
mod call;
mod check;
mod data;
mod declared;
mod engine;
mod error;
mod files;
mod limits;
mod manifest;
pub(crate) mod metering;
mod pieces;
mod plurals;
mod safe_filter;
mod settings;
mod suggestion;
mod theme;
mod titles;
mod words;

pub(crate) use assets::Assets;
pub use assets::ThemeAsset;
pub(crate) use call::{Call, current as current_call};
pub use data::{Condition, DataError, ListRequest, PageData};
pub use error::ThemeError;
pub use files::{Stamp, shipped_themes, stamp};
pub use limits::RenderLimits;
pub use manifest::ThemeManifest;
pub(crate) use suggestion::nearest;
pub use theme::Theme;
pub use titles::Untitled;
pub(crate) use words::{Calendar, Words};
