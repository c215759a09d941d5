//! What a read transaction and a write transaction have in common: rows can be read through both.
//!
//! Finders are written once, over [`Transaction`]. Owns the counting of statements and nothing of how a transaction
//! begins or ends.

use std::sync::atomic::{AtomicUsize, Ordering};

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseTransaction, DbErr, ExecResult, QueryResult, Statement, Value,
};

use crate::dialect::Backend;
use crate::error::StoreError;
use crate::row::Row;

/// A [`crate::Snapshot`] or a [`crate::UnitOfWork`]; nothing else can be one.
pub trait Transaction: connected::Connected {
    fn backend(&self) -> Backend {
        Backend::of_connection(self.connection().get_database_backend())
    }

    /// How many statements ran since the transaction began.
    fn statements(&self) -> usize {
        self.connection().statements()
    }
}

impl<T: connected::Connected> Transaction for T {}

pub(crate) mod connected {
    use super::Connection;

    pub trait Connected: Sync {
        fn connection(&self) -> &Connection;
    }
}

/// A transaction of the driver that counts its statements.
#[derive(Debug)]
pub struct Connection {
    inner: DatabaseTransaction,
    statements: AtomicUsize,
}

impl Connection {
    pub(crate) fn new(inner: DatabaseTransaction) -> Self {
        Self { inner, statements: AtomicUsize::new(0) }
    }

    pub(crate) fn statements(&self) -> usize {
        self.statements.load(Ordering::Relaxed)
    }

    pub(crate) fn into_inner(self) -> DatabaseTransaction {
        self.inner
    }

    /// Runs one prepared statement and gives its rows undecoded.
    pub(crate) async fn rows(&self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let statement = Statement::from_sql_and_values(self.get_database_backend(), sql, values);
        let rows = self.query_all_raw(statement).await?;
        Ok(rows.into_iter().map(Row::new).collect())
    }

    /// Runs one prepared statement and gives the number of rows it touched.
    pub(crate) async fn run(&self, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
        let statement = Statement::from_sql_and_values(self.get_database_backend(), sql, values);
        Ok(self.execute_raw(statement).await?.rows_affected())
    }

    fn counted(&self) -> &DatabaseTransaction {
        self.statements.fetch_add(1, Ordering::Relaxed);
        &self.inner
    }
}

#[async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DatabaseBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.counted().execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.counted().execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.counted().query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.counted().query_all_raw(statement).await
    }
}
