//! ORDER BY: the joins that bring sort keys to an entry, and the keys.

use galley_domain::query::{SortDirection, SortKey, SortTarget, SystemField, ValueColumn};
use galley_domain::schema::StoredType;

use super::predicates::{Entries, Statement};
use super::sql::{Alias, Sql};
use galley_domain::ids::PathId;

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

/// Adds the joins that the keys need, after the FROM of `entries`.
pub(super) fn join(
    statement: &mut Statement<'_>,
    entries: Entries<'_>,
    sort: &[SortKey],
) -> Vec<Key> {
    sort.iter().take(KEY_NAMES.len()).map(|key| join_key(statement, entries, key)).collect()
}

fn join_key(statement: &mut Statement<'_>, entries: Entries<'_>, key: &SortKey) -> Key {
    let is_descending = key.direction == SortDirection::Descending;
    match &key.target {
        SortTarget::System(field) => {
            let is_nullable = *field == SystemField::PublishedAt;
            Key { alias: entries.alias, column: system_column(*field), is_descending, is_nullable }
        }
        SortTarget::RelatedSystem { via, field } => {
            let reached = join_relations(statement, entries, via);
            Key { alias: reached, column: system_column(*field), is_descending, is_nullable: true }
        }
        SortTarget::Value { via, path, column } => {
            let holder = join_relations(statement, entries, via);
            let row = statement.sql.alias('s');
            let sql = &mut statement.sql;
            sql.push(" LEFT JOIN field_values ").name(row);
            sql.push(" ON ").column(row, "entry_id").push(" = ").column(holder, "id");
            sql.push(" AND ").column(row, "path_id").push(" = ").bind(*path);
            Key { alias: row, column: value_column(*column), is_descending, is_nullable: true }
        }
    }
}

fn join_relations(
    statement: &mut Statement<'_>,
    entries: Entries<'_>,
    via: &[(PathId, std::sync::Arc<StoredType>)],
) -> Alias {
    let mut from = entries;
    for (path, target) in via {
        let link = statement.sql.alias('l');
        let reached = statement.entries(target);
        let sql = &mut statement.sql;
        sql.push(" LEFT JOIN links ").name(link);
        sql.push(" ON ").column(link, "entry_id").push(" = ").column(from.alias, "id");
        sql.push(" AND ").column(link, "path_id").push(" = ").bind(*path);
        sql.push(" LEFT JOIN entries ").name(reached.alias);
        sql.push(" ON ").column(reached.alias, "document_id").push(" = ").column(link, "target").push(" AND ");
        statement.visible_below(reached, from);
        from = reached;
    }
    from.alias
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

/// Adds the keys to a SELECT list, named for [`order_again`].
pub(super) fn select(sql: &mut Sql, keys: &[Key]) {
    for (key, name) in keys.iter().zip(KEY_NAMES) {
        sql.push(", ").column(key.alias, key.column).push(" AS ").push(name);
    }
}

/// `key, …, id` of the rows themselves.
pub(super) fn order(sql: &mut Sql, keys: &[Key], id: Alias) {
    for key in keys {
        sql.column(key.alias, key.column);
        direction(sql, *key);
        sql.push(", ");
    }
    tie(sql, keys, id);
}

/// The same order for the rows of a derived table that selected the keys.
pub(super) fn order_again(sql: &mut Sql, keys: &[Key], derived: Alias) {
    for (key, name) in keys.iter().zip(KEY_NAMES) {
        sql.column(derived, name);
        direction(sql, *key);
        sql.push(", ");
    }
    tie(sql, keys, derived);
}

fn direction(sql: &mut Sql, key: Key) {
    match (key.is_nullable, key.is_descending) {
        (true, is_descending) => {
            sql.absent_smallest(is_descending);
        }
        (false, true) => {
            sql.push(" DESC");
        }
        (false, false) => {}
    }
}

/// Ties follow the last key's direction, so that an index gives the whole order.
fn tie(sql: &mut Sql, keys: &[Key], id: Alias) {
    sql.column(id, "id");
    if keys.last().is_some_and(|key| key.is_descending) {
        sql.push(" DESC");
    }
}
