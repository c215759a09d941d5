//! Running one statement within a bound, and the values that go in and out.

use std::time::{Duration, Instant};

use rusqlite::types::{Value as Column, ValueRef};
use rusqlite::{Connection, ErrorCode};
use sea_orm::{DbErr, RuntimeErr, Value};

use crate::error::StoreError;
use crate::row::Row;

/// How much a statement may do before it is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// About a millisecond of work.
    Short,
    /// Five seconds, as on PostgreSQL.
    Long,
}

/// SQLite asks after each of this many steps of its virtual machine.
const STEPS: i32 = 1_000;
const SHORT_STEPS: u32 = 100;
const LONGEST: Duration = Duration::from_secs(5);

pub(super) enum Outcome {
    Rows(Vec<Row>),
    TooLong,
}

impl Outcome {
    /// The rows, unless the statement took too long.
    pub(super) fn finished(self) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Rows(rows) => Ok(rows),
            Self::TooLong => Err(StoreError::Busy),
        }
    }
}

/// Runs the statement to its end, or stops it at the bound.
pub(super) fn run(
    connection: &Connection,
    sql: &str,
    values: &[Column],
    bound: Bound,
) -> Result<Outcome, StoreError> {
    limit(connection, bound)?;
    match all_rows(connection, sql, values) {
        Ok(rows) => Ok(Outcome::Rows(rows)),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => {
            Ok(Outcome::TooLong)
        }
        Err(error) => Err(failed(error)),
    }
}

fn limit(connection: &Connection, bound: Bound) -> Result<(), StoreError> {
    let set = match bound {
        Bound::Short => {
            let mut left = SHORT_STEPS;
            connection.progress_handler(
                STEPS,
                Some(move || {
                    left = left.saturating_sub(1);
                    left == 0
                }),
            )
        }
        Bound::Long => {
            let until = Instant::now() + LONGEST;
            connection.progress_handler(STEPS, Some(move || Instant::now() >= until))
        }
    };
    set.map_err(failed)
}

fn all_rows(connection: &Connection, sql: &str, values: &[Column]) -> rusqlite::Result<Vec<Row>> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    for (index, value) in values.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, value)?;
    }
    let mut found = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let mut read = Vec::with_capacity(columns);
        for column in 0..columns {
            read.push(owned(row.get_ref(column)?));
        }
        found.push(Row::direct(read));
    }
    Ok(found)
}

fn owned(value: ValueRef<'_>) -> Column {
    match value {
        ValueRef::Null => Column::Null,
        ValueRef::Integer(number) => Column::Integer(number),
        ValueRef::Real(number) => Column::Real(number),
        // Stored text is UTF-8; as a blob, what is not fails when it is read as text.
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => Column::Text(text.to_owned()),
            Err(_) => Column::Blob(text.to_vec()),
        },
        ValueRef::Blob(bytes) => Column::Blob(bytes.to_vec()),
    }
}

/// The values of a statement as SQLite takes them; the same forms as the driver of the writer gives them.
pub(super) fn bound(values: Vec<Value>) -> Result<Vec<Column>, StoreError> {
    values.into_iter().map(column).collect()
}

fn column(value: Value) -> Result<Column, StoreError> {
    let known = match value {
        Value::Bool(value) => value.map(|value| Column::Integer(value.into())),
        Value::SmallInt(value) => value.map(|value| Column::Integer(value.into())),
        Value::Int(value) => value.map(|value| Column::Integer(value.into())),
        Value::BigInt(value) => value.map(Column::Integer),
        Value::Double(value) => value.map(Column::Real),
        Value::String(value) => value.map(Column::Text),
        Value::Bytes(value) => value.map(Column::Blob),
        Value::Uuid(value) => value.map(|value| Column::Blob(value.as_bytes().to_vec())),
        other => return Err(StoreError::corrupt("a query", format!("no column holds a {other:?}"))),
    };
    Ok(known.unwrap_or(Column::Null))
}

/// What callers can tell apart.
#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`")]
pub(super) fn failed(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        Some(ErrorCode::CannotOpen | ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => {
            StoreError::Unavailable(DbErr::Query(RuntimeErr::Internal(error.to_string())))
        }
        _ => StoreError::Database(DbErr::Query(RuntimeErr::Internal(error.to_string()))),
    }
}
