//! ORDER BY: the joins that bring sort keys to an entry, and the keys.

use std::sync::Arc;

use galley_domain::ids::PathId;
use galley_domain::query::{SortDirection, SortKey, SortTarget, SystemField, ValueColumn};
use galley_domain::schema::StoredType;

use super::predicates::{Entries, Statement};
use super::sql::{Alias, Sql};

/// One sort key, once its row is joined.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    alias: Alias,
    column: &'static str,
    is_descending: bool,
    is_nullable: bool,
}

/// What keys are called when a statement around this one sorts by them again; `check` allows no more.
const KEY_NAMES: [&str; 10] = ["k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9"];

/// The joins that bring the keys to an entry. Each is named before any is written, because the SELECT list comes first.
#[derive(Debug, Default)]
pub(super) struct Order<'a> {
    keys: Vec<Key>,
    joins: Vec<Join<'a>>,
}

#[derive(Debug)]
enum Join<'a> {
    Relation { path: PathId, from: Entries<'a>, link: Alias, reached: Entries<'a> },
    Value { path: PathId, of: Alias, row: Alias },
}

impl<'a> Order<'a> {
    pub(super) fn of(statement: &mut Statement<'_>, entries: Entries<'a>, sort: &'a [SortKey]) -> Self {
        let mut order = Self::default();
        for key in sort.iter().take(KEY_NAMES.len()) {
            order.add(statement, entries, key);
        }
        order
    }

    fn add(&mut self, statement: &mut Statement<'_>, entries: Entries<'a>, key: &'a SortKey) {
        let (alias, column, is_nullable) = match &key.target {
            SortTarget::System(field) => {
                (entries.alias, system_column(*field), *field == SystemField::PublishedAt)
            }
            SortTarget::RelatedSystem { via, field } => {
                (self.reach(statement, entries, via), system_column(*field), true)
            }
            SortTarget::Value { via, path, column } => {
                let of = self.reach(statement, entries, via);
                let row = statement.sql.alias('s');
                self.joins.push(Join::Value { path: *path, of, row });
                (row, value_column(*column), true)
            }
        };
        let is_descending = key.direction == SortDirection::Descending;
        self.keys.push(Key { alias, column, is_descending, is_nullable });
    }

    fn reach(
        &mut self,
        statement: &mut Statement<'_>,
        entries: Entries<'a>,
        via: &'a [(PathId, Arc<StoredType>)],
    ) -> Alias {
        let mut from = entries;
        for (path, target) in via {
            let link = statement.sql.alias('l');
            let reached = statement.entries(target);
            self.joins.push(Join::Relation { path: *path, from, link, reached });
            from = reached;
        }
        from.alias
    }

    /// Adds the joins, after the FROM of `entries`.
    pub(super) fn join(&self, statement: &mut Statement<'_>) {
        for join in &self.joins {
            match join {
                Join::Relation { path, from, link, reached } => {
                    let sql = &mut statement.sql;
                    sql.push(" LEFT JOIN links ").name(*link);
                    sql.push(" ON ").column(*link, "entry_id").push(" = ").column(from.alias, "id");
                    sql.push(" AND ").column(*link, "path_id").push(" = ").bind(*path);
                    sql.push(" LEFT JOIN entries ").name(reached.alias).push(" ON ");
                    sql.column(reached.alias, "document_id").push(" = ").column(*link, "target");
                    sql.push(" AND ");
                    statement.visible_below(*reached, *from);
                }
                Join::Value { path, of, row } => {
                    let sql = &mut statement.sql;
                    sql.push(" LEFT JOIN field_values ").name(*row);
                    sql.push(" ON ").column(*row, "entry_id").push(" = ").column(*of, "id");
                    sql.push(" AND ").column(*row, "path_id").push(" = ").bind(*path);
                }
            }
        }
    }

    /// Adds the keys to a SELECT list, named for [`order_again`](Self::order_again).
    pub(super) fn select(&self, sql: &mut Sql) {
        for (key, name) in self.keys.iter().zip(KEY_NAMES) {
            sql.push(", ").column(key.alias, key.column).push(" AS ").push(name);
        }
    }

    /// `key, …, id` of the rows themselves.
    pub(super) fn order(&self, sql: &mut Sql, id: Alias) {
        for key in &self.keys {
            sql.column(key.alias, key.column);
            key.direction(sql);
            sql.push(", ");
        }
        self.tie(sql, id);
    }

    /// The same order, told not to follow an index: the rows are few, and found by what they satisfy.
    pub(super) fn order_by_sorting(&self, sql: &mut Sql, id: Alias) {
        for key in &self.keys {
            sql.unindexed(key.alias, key.column);
            key.direction(sql);
            sql.push(", ");
        }
        sql.unindexed(id, "id");
        self.tie_direction(sql);
    }

    /// The same order for the rows of a derived table that selected the keys.
    pub(super) fn order_again(&self, sql: &mut Sql, derived: Alias) {
        for (key, name) in self.keys.iter().zip(KEY_NAMES) {
            sql.column(derived, name);
            key.direction(sql);
            sql.push(", ");
        }
        self.tie(sql, derived);
    }

    /// Ties follow the last key's direction, so that an index gives the whole order.
    fn tie(&self, sql: &mut Sql, id: Alias) {
        sql.column(id, "id");
        self.tie_direction(sql);
    }

    fn tie_direction(&self, sql: &mut Sql) {
        if self.keys.last().is_some_and(|key| key.is_descending) {
            sql.push(" DESC");
        }
    }
}

impl Key {
    fn direction(&self, sql: &mut Sql) {
        match (self.is_nullable, self.is_descending) {
            (true, is_descending) => {
                sql.absent_smallest(is_descending);
            }
            (false, true) => {
                sql.push(" DESC");
            }
            (false, false) => {}
        }
    }
}

const fn system_column(field: SystemField) -> &'static str {
    match field {
        SystemField::Id => "id",
        SystemField::DocumentId => "document_id",
        SystemField::CreatedAt => "created_at",
        SystemField::UpdatedAt => "updated_at",
        SystemField::PublishedAt => "published_at",
        SystemField::Locale => "locale",
    }
}

const fn value_column(column: ValueColumn) -> &'static str {
    match column {
        ValueColumn::Number | ValueColumn::Boolean => "number",
        ValueColumn::Time => "time",
        ValueColumn::Text | ValueColumn::Unindexed | ValueColumn::Json => "folded",
    }
}
