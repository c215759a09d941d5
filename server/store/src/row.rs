//! One row of a raw statement, read column by column without copying text.
//!
//! The hot path of reads writes stored text straight into an answer, so columns are borrowed from the driver's row.
//! Columns are named by their place in the SELECT list, from 0.

use galley_domain::ids::DocumentId;
use rusqlite::types::Value as Column;
use sea_orm::QueryResult;
use sea_orm::sqlx::{self, Row as _, TypeInfo, ValueRef};

use crate::error::StoreError;

#[derive(Debug)]
pub struct Row(Source);

#[derive(Debug)]
enum Source {
    Driver(QueryResult),
    /// Columns that were read without sqlx.
    Direct(Vec<Column>),
}

/// Reads a column as `$kind` from whichever driver made the row.
macro_rules! column {
    ($row:expr, $index:expr, $kind:ty) => {
        match ($row.try_as_sqlite_row(), $row.try_as_pg_row()) {
            (Some(row), _) => row.try_get::<$kind, _>($index).map_err(StoreError::from),
            (None, Some(row)) => row.try_get::<$kind, _>($index).map_err(StoreError::from),
            (None, None) => Err(StoreError::corrupt("a query", "the row belongs to an unknown driver")),
        }
    };
}

impl Row {
    pub(crate) fn new(row: QueryResult) -> Self {
        Self(Source::Driver(row))
    }

    pub(crate) fn direct(columns: Vec<Column>) -> Self {
        Self(Source::Direct(columns))
    }

    pub fn text(&self, index: usize) -> Result<&str, StoreError> {
        self.text_or_null(index)?.ok_or_else(|| null(index))
    }

    pub fn text_or_null(&self, index: usize) -> Result<Option<&str>, StoreError> {
        match &self.0 {
            Source::Driver(row) => column!(row, index, Option<&str>),
            Source::Direct(columns) => match columns.get(index) {
                Some(Column::Text(text)) => Ok(Some(text)),
                Some(Column::Null) => Ok(None),
                other => Err(unfit(index, other)),
            },
        }
    }

    /// An integer of any width.
    pub fn integer(&self, index: usize) -> Result<i64, StoreError> {
        self.integer_or_null(index)?.ok_or_else(|| null(index))
    }

    pub fn integer_or_null(&self, index: usize) -> Result<Option<i64>, StoreError> {
        match &self.0 {
            Source::Driver(row) => driver_integer(row, index),
            Source::Direct(columns) => match columns.get(index) {
                Some(Column::Integer(number)) => Ok(Some(*number)),
                Some(Column::Null) => Ok(None),
                other => Err(unfit(index, other)),
            },
        }
    }

    /// An integer of a type that is narrower than the widest.
    pub(crate) fn narrow<T: TryFrom<i64>>(&self, index: usize) -> Result<T, StoreError> {
        let wide = self.integer(index)?;
        T::try_from(wide).map_err(|_wide| StoreError::corrupt("a query", format!("{wide} is out of range")))
    }

    pub(crate) fn narrow_or_null<T: TryFrom<i64>>(&self, index: usize) -> Result<Option<T>, StoreError> {
        if self.is_null(index)? { Ok(None) } else { self.narrow(index).map(Some) }
    }

    pub fn number_or_null(&self, index: usize) -> Result<Option<f64>, StoreError> {
        match &self.0 {
            Source::Driver(row) => column!(row, index, Option<f64>),
            Source::Direct(columns) => match columns.get(index) {
                Some(Column::Real(number)) => Ok(Some(*number)),
                Some(Column::Null) => Ok(None),
                other => Err(unfit(index, other)),
            },
        }
    }

    pub fn boolean(&self, index: usize) -> Result<bool, StoreError> {
        match &self.0 {
            Source::Driver(row) => column!(row, index, bool),
            Source::Direct(_) => Ok(self.integer(index)? != 0),
        }
    }

    pub fn document(&self, index: usize) -> Result<DocumentId, StoreError> {
        self.document_or_null(index)?.ok_or_else(|| null(index))
    }

    pub(crate) fn document_or_null(&self, index: usize) -> Result<Option<DocumentId>, StoreError> {
        let uuid = match &self.0 {
            Source::Driver(row) => column!(row, index, Option<sqlx::types::Uuid>)?,
            Source::Direct(columns) => match columns.get(index) {
                Some(Column::Null) => None,
                Some(Column::Blob(bytes)) => match sqlx::types::Uuid::from_slice(bytes) {
                    Ok(uuid) => Some(uuid),
                    Err(error) => return Err(StoreError::corrupt("a query", error)),
                },
                other => return Err(unfit(index, other)),
            },
        };
        Ok(uuid.map(DocumentId::from_uuid))
    }

    pub fn bytes(&self, index: usize) -> Result<&[u8], StoreError> {
        match &self.0 {
            Source::Driver(row) => column!(row, index, &[u8]),
            Source::Direct(columns) => match columns.get(index) {
                Some(Column::Blob(bytes)) => Ok(bytes),
                other => Err(unfit(index, other)),
            },
        }
    }

    pub fn is_null(&self, index: usize) -> Result<bool, StoreError> {
        match &self.0 {
            Source::Driver(row) => match (row.try_as_sqlite_row(), row.try_as_pg_row()) {
                (Some(row), _) => Ok(row.try_get_raw(index)?.is_null()),
                (None, Some(row)) => Ok(row.try_get_raw(index)?.is_null()),
                (None, None) => Err(StoreError::corrupt("a query", "the row belongs to an unknown driver")),
            },
            Source::Direct(columns) => Ok(matches!(columns.get(index), Some(Column::Null))),
        }
    }
}

fn driver_integer(row: &QueryResult, index: usize) -> Result<Option<i64>, StoreError> {
    let Some(row) = row.try_as_pg_row() else {
        return column!(row, index, Option<i64>);
    };
    // PostgreSQL sends each width as its own type, and the driver converts none of them.
    let value = row.try_get_raw(index)?;
    let width = match value.type_info().name() {
        "INT2" => row.try_get::<Option<i16>, _>(index)?.map(i64::from),
        "INT4" => row.try_get::<Option<i32>, _>(index)?.map(i64::from),
        _ => row.try_get::<Option<i64>, _>(index)?,
    };
    Ok(width)
}

fn null(index: usize) -> StoreError {
    StoreError::corrupt("a query", format!("column {index} is null"))
}

fn unfit(index: usize, found: Option<&Column>) -> StoreError {
    let found = found.map(Column::data_type);
    StoreError::corrupt("a query", format!("column {index} is {found:?}"))
}
