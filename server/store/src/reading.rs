//! The reading of one answer: one moment of the database, and rows of raw statements from it.
//!
//! On SQLite it reads directly (see [`crate::direct`]), on PostgreSQL through a [`Snapshot`]. The query compiler and the
//! finders that pages need take either; the other finders need a transaction of the driver.

use std::sync::Arc;

use sea_orm::{ConnectionTrait as _, QueryTrait, Value};

use crate::dialect::Backend;
use crate::direct::DirectReading;
use crate::error::StoreError;
use crate::row::Row;
use crate::snapshot::Snapshot;
use crate::transaction::{Connection, Transaction};

/// Begun by [`crate::Store::reading`]; dropping it ends it.
#[derive(Debug)]
pub struct Reading(Kind);

#[derive(Debug)]
enum Kind {
    Direct(Box<DirectReading>),
    Snapshot(Arc<Snapshot>),
}

impl Reading {
    pub(crate) fn direct(reading: DirectReading) -> Self {
        Self(Kind::Direct(Box::new(reading)))
    }

    /// Reads from a moment that somebody else reads as well.
    pub fn through(snapshot: Arc<Snapshot>) -> Self {
        Self(Kind::Snapshot(snapshot))
    }

    pub fn rows_of(&self) -> RowSource<'_> {
        match &self.0 {
            Kind::Direct(reading) => RowSource(Source::Direct(reading)),
            Kind::Snapshot(snapshot) => snapshot.as_ref().into(),
        }
    }

    /// How many statements ran since the reading began.
    pub fn statements(&self) -> usize {
        self.rows_of().statements()
    }
}

/// Where rows of raw statements are read from: a [`Reading`], or any transaction.
#[derive(Debug, Clone, Copy)]
pub struct RowSource<'a>(Source<'a>);

#[derive(Debug, Clone, Copy)]
enum Source<'a> {
    Direct(&'a DirectReading),
    Driver(&'a Connection),
}

impl<'a, T: Transaction> From<&'a T> for RowSource<'a> {
    fn from(transaction: &'a T) -> Self {
        Self(Source::Driver(transaction.connection()))
    }
}

impl<'a> From<&'a Reading> for RowSource<'a> {
    fn from(reading: &'a Reading) -> Self {
        reading.rows_of()
    }
}

impl RowSource<'_> {
    /// Runs one prepared statement with bound values.
    pub async fn rows(self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        match self.0 {
            Source::Direct(reading) => reading.rows(sql, values).await,
            Source::Driver(connection) => connection.rows(sql, values).await,
        }
    }

    /// Runs a built SELECT; its columns come in the order in which it names them.
    pub(crate) async fn select(self, select: impl QueryTrait) -> Result<Vec<Row>, StoreError> {
        let statement = select.build(self.backend().of_driver());
        let values = statement.values.map(|values| values.0).unwrap_or_default();
        self.rows(&statement.sql, values).await
    }

    /// How many statements ran since the reading began.
    pub fn statements(self) -> usize {
        match self.0 {
            Source::Direct(reading) => reading.statements(),
            Source::Driver(connection) => connection.statements(),
        }
    }

    pub(crate) fn backend(self) -> Backend {
        match self.0 {
            Source::Direct(_) => Backend::Sqlite,
            Source::Driver(connection) => Backend::of_connection(connection.get_database_backend()),
        }
    }
}
