//! One read transaction: everything that is read through it is of one moment.
//!
//! SQLite gives that moment with the first read of a transaction; PostgreSQL's connections for reading begin their
//! transactions REPEATABLE READ, READ ONLY. Dropping a snapshot ends it.

use sea_orm::Value;

use crate::error::StoreError;
use crate::row::Row;
use crate::transaction::Connection;
use crate::transaction::connected::Connected;

#[derive(Debug)]
pub struct Snapshot {
    connection: Connection,
}

impl Snapshot {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { connection }
    }

    /// Runs one prepared statement with bound values; its rows are read column by column.
    pub async fn rows(&self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        self.connection.rows(sql, values).await
    }
}

impl Connected for Snapshot {
    fn connection(&self) -> &Connection {
        &self.connection
    }
}
