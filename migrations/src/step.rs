//! One migration: a name and the statements that go up and down.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::sea_orm::ConnectionTrait;
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager};

use crate::dialect::Dialect;

#[derive(Clone, Copy)]
pub(crate) struct Step {
    /// Recorded in the database: never changes.
    pub(crate) name: &'static str,
    pub(crate) up: fn(Dialect) -> Vec<String>,
    pub(crate) down: fn(Dialect) -> Vec<String>,
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[expect(elided_lifetimes_in_paths, reason = "the trait declares its methods so, and async_trait compares")]
#[async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, self.up).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, self.down).await
    }

    /// SQLite's default is none, and a migration that fails would leave half a schema.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn run(manager: &SchemaManager<'_>, statements: fn(Dialect) -> Vec<String>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    for statement in statements(Dialect::of(manager.get_database_backend())) {
        connection.execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// The way down from a migration that only made tables.
pub(crate) fn drop_tables(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("DROP TABLE {name}")).collect()
}
