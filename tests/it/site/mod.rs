//! The public site: which page a path has, what it shows, and what it never shows.

mod feeds;
mod head;
mod media;
mod pages;
mod sitemap;
mod theme_data;
mod themes;
mod transport;
