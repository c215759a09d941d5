//! HTTP: routers, wire types, errors as answers, cache policy, and the accept loop.
//!
//! The only home of axum and tower. Owns how things are asked for and shown; what they mean is decided in the domain,
//! and what happens in `galley-app`. Start reading at `router`.

pub mod router;

mod admin;
mod answers;
mod content;
mod entry_input;
mod health;
mod kept;
mod openapi;
mod query_string;
mod site;

pub mod authentication;
pub mod cache;
pub mod errors;
pub mod extract;
pub mod files;
pub mod front;
pub mod rate_limits;
pub mod read_budget;
pub mod routes;
pub mod serve;
pub mod session_cookie;
pub mod state;
