//! One read transaction on one connection.

use std::sync::atomic::{AtomicUsize, Ordering};

use rusqlite::Connection;
use sea_orm::Value;
use tokio::sync::Mutex;

use super::readers::Lease;
use super::statement::{self, Bound, Outcome};
use crate::error::StoreError;
use crate::row::Row;

/// Dropping it ends the transaction.
#[derive(Debug)]
pub(crate) struct DirectReading {
    /// None while a statement runs elsewhere, and for good when that was abandoned.
    connection: Mutex<Option<Connection>>,
    lease: Lease,
    statements: AtomicUsize,
}

impl DirectReading {
    pub(super) fn new(connection: Connection, lease: Lease) -> Self {
        Self { connection: Mutex::new(Some(connection)), lease, statements: AtomicUsize::new(0) }
    }

    pub(crate) fn statements(&self) -> usize {
        self.statements.load(Ordering::Relaxed)
    }

    /// Runs one prepared statement: here when it is short, else where blocking does no harm.
    pub(crate) async fn rows(&self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        let values = statement::bound(values)?;
        let mut place = self.connection.lock().await;
        let Some(connection) = place.take() else { return Err(StoreError::Busy) };
        let first = statement::run(&connection, sql, &values, Bound::Short);
        if !matches!(first, Ok(Outcome::TooLong)) {
            *place = Some(connection);
            return first.and_then(Outcome::finished);
        }
        let sql = sql.to_owned();
        let elsewhere = tokio::task::spawn_blocking(move || {
            let outcome = statement::run(&connection, &sql, &values, Bound::Long);
            (connection, outcome)
        });
        // Whoever stops waiting here leaves the connection to the thread, which closes it.
        let (connection, outcome) = elsewhere.await.map_err(|_panicked_or_stopping| StoreError::Busy)?;
        *place = Some(connection);
        outcome.and_then(Outcome::finished)
    }
}

impl Drop for DirectReading {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.get_mut().take() {
            self.lease.give_back(connection);
        }
    }
}
