//! The connections: how many, with which settings, and what must be true of the database behind them.
//!
//! Reading and writing have pools of their own, so that neither waits for a connection of the other.

use std::str::FromStr;
use std::time::Duration;

use sea_orm::sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::sqlx::{self, ConnectOptions as _, Connection as _, Row as _};
use sea_orm::{DatabaseConnection, SqlxPostgresConnector, SqlxSqliteConnector};

use crate::connection::StoreConfig;
use crate::direct::DirectReaders;
use crate::error::StoreError;

#[derive(Debug)]
pub(crate) struct Pools {
    pub(crate) readers: DatabaseConnection,
    pub(crate) writers: DatabaseConnection,
    /// SQLite only.
    pub(crate) direct: Option<DirectReaders>,
    /// PostgreSQL only: a connection that hears of commits, opened when somebody listens.
    pub(crate) hearing: Option<PgPool>,
}

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a read waits for a connection before the answer is "busy".
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// The writer's permit is given on a moment before its connection is back in the pool.
const WRITER_ACQUIRE_TIMEOUT: Duration = Duration::from_secs(30);
/// Prepared statements that a connection keeps; a query text has few shapes, but a model has many of them.
const STATEMENTS_KEPT: usize = 256;

pub(crate) async fn sqlite(config: &StoreConfig) -> Result<Pools, StoreError> {
    let options = SqliteConnectOptions::from_str(&config.url)?
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .statement_cache_capacity(STATEMENTS_KEPT)
        // Negative: KiB.
        .pragma("cache_size", "-8192")
        .pragma("temp_store", "memory")
        .disable_statement_logging();
    let direct = DirectReaders::of(options.get_filename().to_path_buf(), config.readers);
    let writer = options
        .clone()
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // The log shrinks to this after a checkpoint; it grows without bound while a reader holds an old moment.
        .pragma("journal_size_limit", "67108864")
        // ANALYZE looks at this many rows of an index, not at all of them.
        .pragma("analysis_limit", "1000");
    let writers = sqlite_writer(writer).await?;
    require_wal(&writers).await?;
    let readers = sqlite_pool(config.readers.max(1))
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options.read_only(true))
        .await?;
    Ok(Pools {
        readers: SqlxSqliteConnector::from_sqlx_sqlite_pool(readers),
        writers: SqlxSqliteConnector::from_sqlx_sqlite_pool(writers),
        direct: Some(direct),
        hearing: None,
    })
}

/// The change of a new file to WAL needs it alone and does not wait for that, so another server that starts at the same
/// moment is waited for here.
async fn sqlite_writer(options: SqliteConnectOptions) -> Result<SqlitePool, StoreError> {
    let mut tries_left = 50;
    loop {
        let pool = sqlite_pool(1).acquire_timeout(WRITER_ACQUIRE_TIMEOUT).connect_with(options.clone()).await;
        match pool.map_err(StoreError::from) {
            Err(StoreError::Retry(_)) if tries_left > 0 => tries_left -= 1,
            other => return other,
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn sqlite_pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

/// With a rollback journal a commit can fail unseen behind `INSERT … RETURNING`, and its row is lost.
async fn require_wal(pool: &SqlitePool) -> Result<(), StoreError> {
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(pool).await?;
    if mode.eq_ignore_ascii_case("wal") {
        return Ok(());
    }
    Err(StoreError::unsupported(format!(
        "SQLite keeps its journal in mode `{mode}`, but writes are only safe in mode `wal`; \
         put the database in a file on a local disk"
    )))
}

pub(crate) async fn postgres(config: &StoreConfig) -> Result<Pools, StoreError> {
    let options = PgConnectOptions::from_str(&config.url)?
        .application_name("galley")
        .statement_cache_capacity(STATEMENTS_KEPT)
        .disable_statement_logging();
    // As settings of the connection, so that beginning to read is one round trip.
    let reader = options.clone().options([
        ("default_transaction_isolation", "repeatable read"),
        ("default_transaction_read_only", "on"),
        ("statement_timeout", "5s"),
    ]);
    let hearing = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
    let hearing = hearing.connect_lazy_with(options.clone());
    let writer = options.options([
        ("default_transaction_isolation", "read committed"),
        ("default_transaction_read_only", "off"),
        ("lock_timeout", "10s"),
        ("statement_timeout", "60s"),
        ("idle_in_transaction_session_timeout", "60s"),
    ]);
    let writers =
        postgres_pool(config.writers).acquire_timeout(WRITER_ACQUIRE_TIMEOUT).connect_with(writer).await?;
    require_utf8(&writers).await?;
    let readers = postgres_pool(config.readers).acquire_timeout(ACQUIRE_TIMEOUT).connect_with(reader).await?;
    Ok(Pools {
        readers: SqlxPostgresConnector::from_sqlx_postgres_pool(readers),
        writers: SqlxPostgresConnector::from_sqlx_postgres_pool(writers),
        direct: None,
        hearing: Some(hearing),
    })
}

fn postgres_pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(connections.max(1)).test_before_acquire(false).before_acquire(
        |connection, about| {
            Box::pin(async move {
                // A round trip for each use would be dear; after a pause the server may be gone.
                if about.idle_for > Duration::from_secs(30) {
                    connection.ping().await?;
                }
                Ok(true)
            })
        },
    )
}

async fn require_utf8(pool: &PgPool) -> Result<(), StoreError> {
    let row = sqlx::query("SELECT current_setting('server_encoding')").fetch_one(pool).await?;
    let encoding: String = row.try_get(0)?;
    if encoding == "UTF8" {
        return Ok(());
    }
    Err(StoreError::unsupported(format!(
        "the PostgreSQL database is encoded in {encoding}; make it with UTF8"
    )))
}
