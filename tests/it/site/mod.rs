//! The public site: which page a path has, what it shows, and what it never shows.

mod feeds;
mod head;
mod hostile_themes;
mod locales;
mod machines;
mod markup;
mod media;
mod pages;
mod previews;
mod rendered;
mod sitemap;
mod theme_data;
mod theme_settings;
mod themes;
mod transport;
