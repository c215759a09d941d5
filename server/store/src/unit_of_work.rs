//! One write transaction, whose end is asked for and checked.
//!
//! SQLite begins it IMMEDIATE, because a transaction that reads first and writes later fails at once when somebody
//! else committed in between. PostgreSQL runs it READ COMMITTED. Dropping it without [`UnitOfWork::commit`] rolls
//! everything back.

use crate::error::StoreError;
use crate::transaction::Connection;
use crate::transaction::connected::Connected;
use crate::write_queue::WritePermit;

#[derive(Debug)]
pub struct UnitOfWork {
    // In this order: the connection is given back before the next writer is called.
    connection: Connection,
    _permit: WritePermit,
}

impl UnitOfWork {
    pub(crate) fn new(connection: Connection, permit: WritePermit) -> Self {
        Self { connection, _permit: permit }
    }

    /// Makes everything durable. Nothing of this unit of work is kept when it fails.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.connection.into_inner().commit().await?)
    }
}

impl Connected for UnitOfWork {
    fn connection(&self) -> &Connection {
        &self.connection
    }
}
