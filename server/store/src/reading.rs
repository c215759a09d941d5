//! The reading of one answer: one moment of the database, and rows of raw statements from it.
//!
//! On SQLite it reads directly (see [`crate::direct`]), on PostgreSQL through a [`Snapshot`]. Finders need a snapshot;
//! the query compiler takes either.

use sea_orm::Value;

use crate::dialect::Backend;
use crate::direct::DirectReading;
use crate::error::StoreError;
use crate::row::Row;
use crate::snapshot::Snapshot;
use crate::transaction::Transaction as _;

/// Begun by [`crate::Store::reading`]; dropping it ends it.
#[derive(Debug)]
pub struct Reading(Kind);

#[derive(Debug)]
enum Kind {
    Direct(Box<DirectReading>),
    Snapshot(Snapshot),
}

impl Reading {
    pub(crate) fn direct(reading: DirectReading) -> Self {
        Self(Kind::Direct(Box::new(reading)))
    }

    pub(crate) fn through(snapshot: Snapshot) -> Self {
        Self(Kind::Snapshot(snapshot))
    }

    pub fn rows_of(&self) -> RowSource<'_> {
        match &self.0 {
            Kind::Direct(reading) => RowSource(Source::Direct(reading)),
            Kind::Snapshot(snapshot) => snapshot.into(),
        }
    }
}

/// Where the query compiler reads rows from.
#[derive(Debug, Clone, Copy)]
pub struct RowSource<'a>(Source<'a>);

#[derive(Debug, Clone, Copy)]
enum Source<'a> {
    Direct(&'a DirectReading),
    Snapshot(&'a Snapshot),
}

impl<'a> From<&'a Snapshot> for RowSource<'a> {
    fn from(snapshot: &'a Snapshot) -> Self {
        Self(Source::Snapshot(snapshot))
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
            Source::Snapshot(snapshot) => snapshot.rows(sql, values).await,
        }
    }

    /// How many statements ran since the reading began.
    pub fn statements(self) -> usize {
        match self.0 {
            Source::Direct(reading) => reading.statements(),
            Source::Snapshot(snapshot) => snapshot.statements(),
        }
    }

    pub(crate) fn backend(self) -> Backend {
        match self.0 {
            Source::Direct(_) => Backend::Sqlite,
            Source::Snapshot(snapshot) => snapshot.backend(),
        }
    }
}
