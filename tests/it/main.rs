//! The one integration binary: linking the whole server is the slow part, so it happens once.
//!
//! Each module is a noun of the product, as in the crates; `tidy` looks at the repository itself.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod access;
mod admin_api;
mod assets;
mod cache;
mod content_api;
mod content_types;
mod durability;
mod entries;
mod idempotency;
mod imports;
mod operation;
mod projections;
mod routes;
mod security;
mod seed;
mod site;
mod store;
mod tidy;
