//! The way into a database: its configuration, and handles that begin snapshots and units of work.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sea_orm::sqlx::postgres::PgPool;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::dialect::Backend;
use crate::direct::DirectReaders;
use crate::error::StoreError;
use crate::events::{Announcements, Listener, StoredEvent};
use crate::pools::{self, Pools};
use crate::reading::Reading;
use crate::snapshot::Snapshot;
use crate::transaction::Connection;
use crate::unit_of_work::UnitOfWork;
use crate::write_queue::{Priority, WriteQueue};

/// Where the database is and how many connections it gets.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// `sqlite://path` or `postgres://…`.
    pub url: String,
    /// Connections for reading.
    pub readers: u32,
    /// Connections for writing; SQLite always has one.
    pub writers: u32,
    /// How long a write that somebody waits for may wait for its turn.
    pub interactive_wait: Duration,
    /// How long a batch may wait for its turn.
    pub batch_wait: Duration,
}

impl StoreConfig {
    /// As many readers as the machine has cores, and what suits one installation otherwise.
    pub fn at(url: impl Into<String>) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self {
            url: url.into(),
            readers: u32::try_from(cores).unwrap_or(2).max(2),
            writers: 4,
            interactive_wait: Duration::from_secs(5),
            batch_wait: Duration::from_mins(1),
        }
    }
}

/// A database that is open. Cloning it shares its connections.
#[derive(Debug, Clone)]
pub struct Store {
    backend: Backend,
    readers: DatabaseConnection,
    writers: DatabaseConnection,
    /// SQLite only.
    direct: Option<DirectReaders>,
    /// PostgreSQL only.
    hearing: Option<PgPool>,
    queue: WriteQueue,
    listener: Arc<OnceLock<Listener>>,
}

impl Store {
    /// Opens the database and refuses one that would lose writes. The schema is not looked at.
    pub async fn connect(config: &StoreConfig) -> Result<Self, StoreError> {
        let backend = Backend::of_url(&config.url)?;
        let Pools { readers, writers, direct, hearing } = match backend {
            Backend::Sqlite => pools::sqlite(config).await?,
            Backend::Postgres => pools::postgres(config).await?,
        };
        let permits = match backend {
            Backend::Sqlite => 1,
            Backend::Postgres => usize::try_from(config.writers.max(1)).unwrap_or(1),
        };
        let queue = WriteQueue::new(permits, config.interactive_wait, config.batch_wait);
        Ok(Self { backend, readers, writers, direct, hearing, queue, listener: Arc::default() })
    }

    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// Begins to read. Everything read through the snapshot is of one moment.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let transaction = self.readers.begin_with_options(TransactionOptions::default()).await?;
        Ok(Snapshot::new(Connection::new(transaction)))
    }

    /// Begins to read one answer with raw statements; see [`Reading`].
    pub async fn reading(&self) -> Result<Reading, StoreError> {
        match &self.direct {
            Some(readers) => Ok(Reading::direct(readers.begin().await?)),
            None => Ok(Reading::through(Arc::new(self.snapshot().await?))),
        }
    }

    /// Begins to write, after those who are first in the queue.
    pub async fn write(&self, priority: Priority) -> Result<UnitOfWork, StoreError> {
        let permit = self.queue.acquire(priority).await?;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.writers.begin_with_options(options).await?;
        Ok(UnitOfWork::new(Connection::new(transaction), permit, self.listener.get().cloned()))
    }

    /// Calls `hear` with the events of every unit of work of this process, after its commit and before anybody hears
    /// of that. It must not wait for anything. There is one listener; a second one is not called.
    pub fn when_committed(&self, hear: impl Fn(Vec<StoredEvent>) + Send + Sync + 'static) {
        let _first = self.listener.set(Listener::new(hear));
    }

    /// Hears of commits of other processes, where the database tells them.
    pub async fn announcements(&self) -> Result<Option<Announcements>, StoreError> {
        match &self.hearing {
            Some(pool) => Announcements::from(pool).await.map(Some),
            None => Ok(None),
        }
    }

    /// Tells the database's own planner how the values are spread; of use after many writes.
    pub async fn refresh_statistics(&self) -> Result<(), StoreError> {
        let _permit = self.queue.acquire(Priority::Batch).await?;
        self.writers.execute_unprepared("ANALYZE").await?;
        Ok(())
    }

    /// Ends all connections; SQLite's log is then part of its file.
    pub async fn close(&self) -> Result<(), StoreError> {
        if let Some(direct) = &self.direct {
            direct.close();
        }
        if let Some(hearing) = &self.hearing {
            hearing.close().await;
        }
        self.readers.close_by_ref().await?;
        Ok(self.writers.close_by_ref().await?)
    }
}

#[cfg(test)]
mod tests;
