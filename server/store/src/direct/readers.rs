//! The connections: as many as there may be readers, opened when they are needed and kept.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::reading::DirectReading;
use super::statement::failed;
use crate::error::StoreError;

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a read waits for a connection before the answer is "busy".
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// Prepared statements that a connection keeps.
const STATEMENTS_KEPT: usize = 256;

/// Read-only connections to one file. Cloning shares them.
#[derive(Debug, Clone)]
pub(crate) struct DirectReaders {
    file: Arc<PathBuf>,
    idle: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
}

impl DirectReaders {
    /// The file exists and is in WAL mode: the writer was opened before.
    pub(crate) fn of(file: PathBuf, most: u32) -> Self {
        let permits = usize::try_from(most.max(1)).unwrap_or(1);
        Self { file: Arc::new(file), idle: Arc::default(), permits: Arc::new(Semaphore::new(permits)) }
    }

    /// Begins a read transaction; its moment is that of its first statement.
    pub(crate) async fn begin(&self) -> Result<DirectReading, StoreError> {
        let permit = tokio::time::timeout(ACQUIRE_TIMEOUT, Arc::clone(&self.permits).acquire_owned()).await;
        let Ok(Ok(permit)) = permit else { return Err(StoreError::Busy) };
        let connection = match self.take() {
            Some(connection) => connection,
            None => self.open()?,
        };
        connection.prepare_cached("BEGIN").and_then(|mut begin| begin.execute([])).map_err(failed)?;
        Ok(DirectReading::new(connection, Lease { readers: self.clone(), _permit: permit }))
    }

    /// Closes the idle connections; the others are closed when they come back.
    pub(crate) fn close(&self) {
        self.permits.close();
        self.connections().clear();
    }

    fn open(&self) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(self.file.as_path(), flags).map_err(failed)?;
        connection.busy_timeout(BUSY_TIMEOUT).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        // Negative: KiB.
        connection.pragma_update(None, "cache_size", -8192).map_err(failed)?;
        connection.pragma_update(None, "temp_store", "memory").map_err(failed)?;
        Ok(connection)
    }

    fn take(&self) -> Option<Connection> {
        self.connections().pop()
    }

    fn connections(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one reader; a connection comes back through it.
#[derive(Debug)]
pub(super) struct Lease {
    readers: DirectReaders,
    _permit: OwnedSemaphorePermit,
}

impl Lease {
    /// Ends the transaction and keeps the connection; one that cannot end it is closed instead.
    pub(super) fn give_back(&self, connection: Connection) {
        let ended = connection.prepare_cached("ROLLBACK").and_then(|mut end| end.execute([]));
        if ended.is_ok() && !self.readers.permits.is_closed() {
            self.readers.connections().push(connection);
        }
    }
}
