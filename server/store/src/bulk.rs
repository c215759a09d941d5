//! Inserting and deleting many rows with few statements, all of them of a few fixed shapes.
//!
//! A statement of its own for each number of rows would fill the caches of prepared statements, so rows are sent in
//! groups of powers of two.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Value};

use crate::dialect::Backend;
use crate::error::StoreError;
use crate::row::Row;
use crate::transaction::Connection;

/// Larger groups gain nothing and make statements of megabytes.
const MOST_ROWS: usize = 256;

/// Where rows go: a table and the columns that are given.
pub(crate) struct Rows<const COLUMNS: usize> {
    pub(crate) table: &'static str,
    pub(crate) columns: [&'static str; COLUMNS],
}

impl<const COLUMNS: usize> Rows<COLUMNS> {
    /// Inserts all rows; one that exists is an error.
    pub(crate) async fn insert(
        &self,
        connection: &Connection,
        rows: Vec<[Value; COLUMNS]>,
    ) -> Result<(), StoreError> {
        self.insert_ending(connection, rows, "").await.map(drop)
    }

    /// Inserts the rows whose key is free, and says how many those were.
    pub(crate) async fn insert_free(
        &self,
        connection: &Connection,
        rows: Vec<[Value; COLUMNS]>,
    ) -> Result<u64, StoreError> {
        self.insert_ending(connection, rows, " ON CONFLICT DO NOTHING").await
    }

    async fn insert_ending(
        &self,
        connection: &Connection,
        rows: Vec<[Value; COLUMNS]>,
        ending: &str,
    ) -> Result<u64, StoreError> {
        let mut inserted = 0;
        for group in groups(rows, Backend::of_connection(connection.get_database_backend())) {
            let (sql, values) = self.statement(connection, group, ending);
            inserted += connection.run(&sql, values).await?;
        }
        Ok(inserted)
    }

    /// Inserts all rows and gives the columns named in `returning` for each, in no particular order.
    pub(crate) async fn insert_returning(
        &self,
        connection: &Connection,
        rows: Vec<[Value; COLUMNS]>,
        returning: &str,
    ) -> Result<Vec<Row>, StoreError> {
        let ending = format!(" RETURNING {returning}");
        let mut returned = Vec::with_capacity(rows.len());
        for group in groups(rows, Backend::of_connection(connection.get_database_backend())) {
            let (sql, values) = self.statement(connection, group, &ending);
            returned.extend(connection.rows(&sql, values).await?);
        }
        Ok(returned)
    }

    fn statement(
        &self,
        connection: &Connection,
        group: Vec<[Value; COLUMNS]>,
        ending: &str,
    ) -> (String, Vec<Value>) {
        let numbered = Backend::of_connection(connection.get_database_backend()) == Backend::Postgres;
        let mut sql = format!("INSERT INTO {} ({}) VALUES ", self.table, self.columns.join(", "));
        for row in 0..group.len() {
            sql.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..COLUMNS {
                if column > 0 {
                    sql.push_str(", ");
                }
                if numbered {
                    sql.push('$');
                    sql.push_str(&(row * COLUMNS + column + 1).to_string());
                } else {
                    sql.push('?');
                }
            }
            sql.push(')');
        }
        sql.push_str(ending);
        (sql, group.into_iter().flatten().collect())
    }
}

/// Cuts rows into groups whose sizes are powers of two, largest first.
fn groups<const COLUMNS: usize>(
    rows: Vec<[Value; COLUMNS]>,
    backend: Backend,
) -> impl Iterator<Item = Vec<[Value; COLUMNS]>> {
    let most = MOST_ROWS.min(backend.most_values() / COLUMNS.max(1));
    let mut rows = rows.into_iter();
    std::iter::from_fn(move || {
        let size = rows.len().min(most);
        (size > 0).then(|| rows.by_ref().take(1 << size.ilog2()).collect())
    })
}

/// Deletes the rows in which `column` has one of the values.
pub(crate) async fn delete_by<E: EntityTrait, V: Into<Value> + Clone>(
    connection: &Connection,
    column: E::Column,
    values: impl Iterator<Item = V>,
) -> Result<(), StoreError> {
    let values: Vec<V> = values.collect();
    for list in lists(&values) {
        E::delete_many().filter(column.is_in(list)).exec(connection).await?;
    }
    Ok(())
}

/// Cuts the values of an `IN` list into lists of few lengths, by naming the last one again.
pub(crate) fn lists<T: Clone>(values: &[T]) -> impl Iterator<Item = Vec<T>> {
    values.chunks(MOST_ROWS).map(|chunk| {
        let mut list = chunk.to_vec();
        if let Some(last) = chunk.last() {
            list.resize(chunk.len().next_power_of_two(), last.clone());
        }
        list
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_go_in_groups_of_powers_of_two() {
        let rows = |count: i32| (0..count).map(|row| [Value::from(row)]).collect::<Vec<_>>();
        for (count, sizes) in
            [(0, vec![]), (1, vec![1]), (3, vec![2, 1]), (12, vec![8, 4]), (600, vec![256, 256, 64, 16, 8])]
        {
            let found: Vec<usize> = groups(rows(count), Backend::Sqlite).map(|group| group.len()).collect();
            assert_eq!(found, sizes);
        }
    }

    #[test]
    fn lists_are_filled_with_their_last_value() {
        let found: Vec<Vec<i32>> = lists(&[1, 2, 3]).collect();
        assert_eq!(found, [[1, 2, 3, 3]]);
        assert_eq!(lists::<i32>(&[]).count(), 0);
    }
}
