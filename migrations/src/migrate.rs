//! Brings a database up or down, once, whoever else is starting at the same moment.

use std::time::Duration;

use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::{DbErr, MigratorTrait, SchemaManager};

use crate::dialect::Dialect;
use crate::{Migrator, STEPS};

#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    #[error("`{scheme}:` databases are not supported; use a `sqlite:` or `postgres:` URL")]
    Unsupported { scheme: String },
    #[error("the database could not be migrated")]
    Database(#[from] DbErr),
}

/// One migration and whether the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationState {
    pub name: &'static str,
    pub applied: bool,
}

/// Any number that no other program takes on the same server.
const LOCK: i64 = 0x6761_6c6c_6579;

/// Applies what is missing, all or nothing. Does not even take the lock when nothing is.
pub async fn up(url: &str) -> Result<(), MigrationError> {
    let database = connect(url).await?;
    let result = if is_current(&database).await? { Ok(()) } else { change(&database, Direction::Up).await };
    database.close().await?;
    result
}

/// Takes back the last `steps` migrations, or all of them.
pub async fn down(url: &str, steps: Option<u32>) -> Result<(), MigrationError> {
    let database = connect(url).await?;
    let result = change(&database, Direction::Down { steps }).await;
    database.close().await?;
    result
}

/// What a database has of the migrations that this program knows; changes nothing.
pub async fn status(url: &str) -> Result<Vec<MigrationState>, MigrationError> {
    let database = connect(url).await?;
    let applied = applied(&database).await?;
    database.close().await?;
    let state =
        |name: &'static str| MigrationState { name, applied: applied.iter().any(|known| known == name) };
    Ok(STEPS.iter().map(|step| state(step.name)).collect())
}

enum Direction {
    Up,
    Down { steps: Option<u32> },
}

async fn change(database: &DatabaseConnection, direction: Direction) -> Result<(), MigrationError> {
    let transaction = locked(database).await?;
    match direction {
        Direction::Up => Migrator::up(&transaction, None).await?,
        Direction::Down { steps } => Migrator::down(&transaction, steps).await?,
    }
    Ok(transaction.commit().await?)
}

/// A transaction that nobody else who migrates has at the same time.
async fn locked(database: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = database.begin_with_options(options).await?;
    match Dialect::of(transaction.get_database_backend()) {
        // BEGIN IMMEDIATE was the lock.
        Dialect::Sqlite => {}
        Dialect::Postgres => {
            transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
        }
    }
    Ok(transaction)
}

async fn connect(url: &str) -> Result<DatabaseConnection, MigrationError> {
    let scheme = url.split(':').next().unwrap_or_default();
    if !["sqlite", "postgres", "postgresql"].contains(&scheme) {
        return Err(MigrationError::Unsupported { scheme: scheme.to_owned() });
    }
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| sqlite.create_if_missing(true).busy_timeout(Duration::from_mins(1)));
    Ok(Database::connect(options).await?)
}

/// Whether the database has all that this program needs. It may have more: the program before an update goes on
/// while the one after it starts.
async fn is_current(database: &DatabaseConnection) -> Result<bool, DbErr> {
    let applied = applied(database).await?;
    Ok(STEPS.iter().all(|step| applied.iter().any(|name| name == step.name)))
}

async fn applied(database: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let table = "seaql_migrations";
    if !SchemaManager::new(database).has_table(table).await? {
        return Ok(Vec::new());
    }
    let statement =
        Statement::from_string(database.get_database_backend(), format!("SELECT version FROM {table}"));
    database.query_all_raw(statement).await?.iter().map(|row| row.try_get_by_index(0)).collect()
}
