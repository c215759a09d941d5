//! The content model and its rules: ids, content types, values, queries, policy and events.
//!
//! Everything here is a pure function of its arguments. It owns what content *means*; it does no I/O, knows no
//! clock, no SQL and no HTTP.

pub mod documents;
pub mod errors;
pub mod events;
pub mod ids;
pub mod locales;
pub mod menus;
pub mod patch;
pub mod query;
pub mod roles;
pub mod routes;
pub mod schema;
pub mod settings;
pub mod text;
pub mod theme_settings;
pub mod values;
