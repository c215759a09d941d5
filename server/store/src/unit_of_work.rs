//! One write transaction, whose end is asked for and checked.
//!
//! SQLite begins it IMMEDIATE, because a transaction that reads first and writes later fails at once when somebody
//! else committed in between. PostgreSQL runs it READ COMMITTED. Dropping it without [`UnitOfWork::commit`] rolls
//! everything back.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::error::StoreError;
use crate::transaction::Connection;
use crate::transaction::connected::Connected;
use crate::write_queue::WritePermit;

pub struct UnitOfWork {
    // In this order: the connection is given back before the next writer is called.
    connection: Connection,
    permit: WritePermit,
    afterwards: Mutex<Vec<Afterwards>>,
}

type Afterwards = Box<dyn FnOnce() + Send>;

impl UnitOfWork {
    pub(crate) fn new(connection: Connection, permit: WritePermit) -> Self {
        Self { connection, permit, afterwards: Mutex::default() }
    }

    /// Calls `then` after the commit, and never when there is none. It must not wait for anything.
    pub fn when_durable(&self, then: impl FnOnce() + Send + 'static) {
        let mut afterwards = self.afterwards.lock().unwrap_or_else(PoisonError::into_inner);
        afterwards.push(Box::new(then));
    }

    /// Makes everything durable. Nothing of this unit of work is kept when it fails.
    pub async fn commit(self) -> Result<(), StoreError> {
        let Self { connection, permit, afterwards } = self;
        connection.into_inner().commit().await?;
        drop(permit);
        for then in afterwards.into_inner().unwrap_or_else(PoisonError::into_inner) {
            then();
        }
        Ok(())
    }
}

impl Connected for UnitOfWork {
    fn connection(&self) -> &Connection {
        &self.connection
    }
}

impl fmt::Debug for UnitOfWork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnitOfWork").field("connection", &self.connection).finish_non_exhaustive()
    }
}
