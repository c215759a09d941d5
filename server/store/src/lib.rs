//! Rows: connections, transactions, finders and writes of every table, and the query compiler.
//!
//! The only home of SQL. [`Store`] begins a [`Snapshot`] to read and a [`UnitOfWork`] to write; finders take either,
//! writes take the latter. It decides no rule of content and knows no HTTP.

mod connection;
mod dialect;
mod error;
mod pools;
mod row;
mod snapshot;
mod transaction;
mod unit_of_work;
mod write_queue;

pub use connection::{Store, StoreConfig};
pub use dialect::Backend;
pub use error::StoreError;
pub use row::Row;
pub use snapshot::Snapshot;
pub use transaction::Transaction;
pub use unit_of_work::UnitOfWork;
pub use write_queue::Priority;
