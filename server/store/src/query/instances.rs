//! Conditions below components: one instance must satisfy them all, and the rows of its leaves name it as their owner.

use galley_domain::query::{Operator, Predicate};

use super::exactness::{conjuncts, is_anchor, is_selective};
use super::predicates::{Entries, Statement, present};
use super::sql::Alias;

/// Whether some instance satisfies `inner`, which `exactness::is_exact_instance` accepted.
pub(super) fn any(statement: &mut Statement<'_>, entries: Entries<'_>, inner: &Predicate) {
    match inner {
        Predicate::Any(parts) => {
            statement.sql.push("(");
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    statement.sql.push(" OR ");
                }
                any(statement, entries, part);
            }
            statement.sql.push(")");
        }
        Predicate::Instance { inner, .. } => any(statement, entries, inner),
        Predicate::All(_) => match conjuncts(inner).as_slice() {
            [only] => any(statement, entries, only),
            parts => one_instance(statement, entries, parts),
        },
        leaf => statement.leaf(entries, leaf),
    }
}

/// Rows of one leaf, each of whose owners satisfies the other parts as well.
fn one_instance(statement: &mut Statement<'_>, entries: Entries<'_>, parts: &[&Predicate]) {
    let is_first_choice = |part: &&&Predicate| is_anchor(part) && is_selective(part);
    let anchor = parts.iter().find(is_first_choice).or_else(|| parts.iter().find(|part| is_anchor(part)));
    let Some(anchor) = anchor.copied() else {
        statement.sql.push("1 = 0");
        return;
    };
    let row = statement.sql.alias('r');
    let is_list = is_selective(anchor);
    if is_list {
        statement.sql.column(entries.alias, "id").push(" IN (SELECT ").column(row, "entry_id");
    } else {
        statement.sql.push("EXISTS (SELECT 1");
    }
    statement.rows_of_leaf(entries, row, anchor);
    if is_list {
        statement.same_world(entries, row);
    } else {
        statement.sql.push(" AND ").column(row, "entry_id").push(" = ").column(entries.alias, "id");
    }
    for part in parts.iter().filter(|part| !std::ptr::eq(**part, anchor)) {
        statement.sql.push(" AND ");
        of_owner(statement, entries, row, part);
    }
    statement.sql.push(")");
}

/// Whether the instance that owns `row` satisfies a part.
fn of_owner(statement: &mut Statement<'_>, entries: Entries<'_>, row: Alias, part: &Predicate) {
    match part {
        Predicate::All(parts) => group(statement, entries, row, parts, (" AND ", "1 = 1")),
        Predicate::Any(parts) => group(statement, entries, row, parts, (" OR ", "1 = 0")),
        Predicate::Not(inner) => {
            statement.sql.push("NOT (");
            of_owner(statement, entries, row, inner);
            statement.sql.push(")");
        }
        Predicate::Value { condition, .. } if condition.operator == Operator::Null => {
            statement.sql.push("NOT ");
            beside(statement, entries, row, &present(part));
        }
        leaf => beside(statement, entries, row, leaf),
    }
}

fn group(
    statement: &mut Statement<'_>,
    entries: Entries<'_>,
    row: Alias,
    parts: &[Predicate],
    (by, none): (&'static str, &'static str),
) {
    if parts.is_empty() {
        statement.sql.push(none);
        return;
    }
    statement.sql.push("(");
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            statement.sql.push(by);
        }
        of_owner(statement, entries, row, part);
    }
    statement.sql.push(")");
}

/// A row of another leaf of the same instance.
pub(super) fn beside(statement: &mut Statement<'_>, entries: Entries<'_>, row: Alias, leaf: &Predicate) {
    let other = statement.sql.alias('r');
    statement.sql.push("EXISTS (SELECT 1");
    statement.rows_of_leaf(entries, other, leaf);
    let sql = &mut statement.sql;
    sql.push(" AND ").column(other, "entry_id").push(" = ").column(row, "entry_id");
    sql.push(" AND ").column(other, "owner").push(" = ").column(row, "owner").push(")");
}
