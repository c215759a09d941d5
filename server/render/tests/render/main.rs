//! The tests of the crate through its public face, in one binary.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod attacks;
mod conformance;
mod feeds;
mod gazette;
mod head;
mod hostile_html;
mod hostile_themes;
mod hostile_titles;
mod html_tokens;
mod markdown;
mod pictures;
mod theme_settings;
mod themes;
