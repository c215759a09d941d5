//! Markdown to safe HTML, themes, the contexts of pages, feeds and the sitemap.
//!
//! Everything here is a function of its arguments: content goes in, HTML comes out. It owns which HTML is safe, what
//! a theme may do and what a template is given. It never touches the database, the network or the wall clock; what a
//! template asks for comes from the caller through [`PageData`]. Rendering burns processor time, so callers run it
//! off the threads that answer requests.

mod error;
pub mod feeds;
mod functions;
mod head;
pub mod markdown;
mod own_texts;
pub mod pages;
pub mod preview;
mod reading_time;
pub mod sitemap;
pub mod themes;
mod titles;
mod xml;

pub use error::RenderError;
pub use markdown::{
    References, Rendered, SafeHtml, TocItem, Wording, excerpt, references, render, render_in,
};
pub use reading_time::reading_minutes;
pub use themes::{
    Condition, DataError, ListRequest, PageData, RenderLimits, Theme, ThemeAsset, ThemeError, ThemeManifest,
    Untitled,
};
pub use titles::plain_title;
