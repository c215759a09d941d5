//! Use cases: plans and the one commit, the read path for pages and APIs, users and tokens, imports.
//!
//! Every surface (content API, admin API, site, command line, import) calls the same functions here. It owns the
//! order of things: who may, what is planned, what is committed, what follows. It knows no status codes and no
//! template text.

mod action_log;
pub mod assets;
pub mod cache;
pub mod clock;
pub mod commit;
pub mod content;
pub mod content_types;
pub mod context;
mod credentials;
pub mod entries;
pub mod error;
mod event_log;
pub mod health;
pub mod housekeeping;
pub mod idempotency;
pub mod ids;
pub mod imports;
pub mod menus;
pub mod pages;
pub mod paging;
pub mod previews;
pub mod projections;
pub mod redirects;
pub mod rendered;
pub mod routes;
pub mod secrets;
pub mod seed;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod tokens;
pub mod users;
pub mod verify;

pub use context::{App, Ctx};
pub use error::AppError;
