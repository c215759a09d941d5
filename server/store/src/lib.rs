//! Rows: connections, transactions, finders and writes of every table, and the query compiler.
//!
//! The only home of SQL. [`Store`] begins a [`Snapshot`] to read and a [`UnitOfWork`] to write; finders take either,
//! writes take the latter. Each noun is a module with the same two kinds of functions. It decides no rule of content
//! and knows no HTTP.

mod batch;
mod bulk;
mod connection;
mod dialect;
mod direct;
mod error;
mod pools;
mod reach;
mod reading;
mod row;
mod snapshot;
mod stored;
mod transaction;
mod unit_of_work;
mod write_queue;

pub mod assets;
pub mod components;
pub mod content_types;
pub mod documents;
pub mod entries;
pub mod events;
pub mod field_paths;
pub mod field_values;
pub mod idempotency_keys;
pub mod import_sources;
pub mod imports;
pub mod integrity;
pub mod links;
pub mod menus;
pub mod preview_links;
pub mod projection_cursors;
pub mod query;
pub mod redirects;
pub mod rendered;
pub mod revisions;
pub mod routes;
pub mod sessions;
pub mod settings;
pub mod tokens;
pub mod unique_values;
pub mod unnamed_files;
pub mod users;

pub use batch::patiently;
pub use connection::{Store, StoreConfig};
pub use dialect::Backend;
pub use error::{StoreError, reason_of};
pub use reach::reach;
pub use reading::{Reading, RowSource};
pub use row::Row;
pub use snapshot::Snapshot;
pub use transaction::Transaction;
pub use unit_of_work::UnitOfWork;
pub use write_queue::Priority;
