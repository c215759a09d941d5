//! The test harness: databases, the server as a process, and clients that act as somebody.
//!
//! Owns how a test gets its world and how that world is cleared away. What is expected of it is in `tests/it`.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

pub mod app;
pub mod client;
pub mod database;
pub mod proxy;
pub mod server;
