//! One row of a raw statement, read column by column without copying text.
//!
//! The hot path of reads writes stored text straight into an answer, so columns are borrowed from the driver's row.
//! Columns are named by their place in the SELECT list, from 0.

use galley_domain::ids::DocumentId;
use sea_orm::QueryResult;
use sea_orm::sqlx::{self, Row as _, TypeInfo, ValueRef};

use crate::error::StoreError;

#[derive(Debug)]
pub struct Row(QueryResult);

/// Reads a column as `$kind` from whichever driver made the row.
macro_rules! column {
    ($row:expr, $index:expr, $kind:ty) => {
        match ($row.0.try_as_sqlite_row(), $row.0.try_as_pg_row()) {
            (Some(row), _) => row.try_get::<$kind, _>($index).map_err(StoreError::from),
            (None, Some(row)) => row.try_get::<$kind, _>($index).map_err(StoreError::from),
            (None, None) => Err(StoreError::corrupt("a query", "the row belongs to an unknown driver")),
        }
    };
}

impl Row {
    pub(crate) fn new(row: QueryResult) -> Self {
        Self(row)
    }

    pub fn text(&self, index: usize) -> Result<&str, StoreError> {
        column!(self, index, &str)
    }

    pub fn text_or_null(&self, index: usize) -> Result<Option<&str>, StoreError> {
        column!(self, index, Option<&str>)
    }

    /// An integer of any width.
    pub fn integer(&self, index: usize) -> Result<i64, StoreError> {
        self.integer_or_null(index)?
            .ok_or_else(|| StoreError::corrupt("a query", format!("column {index} is null")))
    }

    /// An integer of a type that is narrower than the widest.
    pub(crate) fn narrow<T: TryFrom<i64>>(&self, index: usize) -> Result<T, StoreError> {
        let wide = self.integer(index)?;
        T::try_from(wide).map_err(|_wide| StoreError::corrupt("a query", format!("{wide} is out of range")))
    }

    pub fn integer_or_null(&self, index: usize) -> Result<Option<i64>, StoreError> {
        let Some(row) = self.0.try_as_pg_row() else {
            return column!(self, index, Option<i64>);
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

    pub fn number_or_null(&self, index: usize) -> Result<Option<f64>, StoreError> {
        column!(self, index, Option<f64>)
    }

    pub fn boolean(&self, index: usize) -> Result<bool, StoreError> {
        column!(self, index, bool)
    }

    pub fn document(&self, index: usize) -> Result<DocumentId, StoreError> {
        column!(self, index, sqlx::types::Uuid).map(DocumentId::from_uuid)
    }

    pub fn document_or_null(&self, index: usize) -> Result<Option<DocumentId>, StoreError> {
        Ok(column!(self, index, Option<sqlx::types::Uuid>)?.map(DocumentId::from_uuid))
    }

    pub fn bytes(&self, index: usize) -> Result<&[u8], StoreError> {
        column!(self, index, &[u8])
    }

    pub fn is_null(&self, index: usize) -> Result<bool, StoreError> {
        match (self.0.try_as_sqlite_row(), self.0.try_as_pg_row()) {
            (Some(row), _) => Ok(row.try_get_raw(index)?.is_null()),
            (None, Some(row)) => Ok(row.try_get_raw(index)?.is_null()),
            (None, None) => Err(StoreError::corrupt("a query", "the row belongs to an unknown driver")),
        }
    }
}
