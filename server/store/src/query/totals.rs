//! How many entries match.
//!
//! Rows of `field_values` and `links` say of which stage and locale their entry is, so that entries which one leaf
//! selects are counted from an index alone.

use galley_domain::locales::Stage;
use galley_domain::query::{Direction, Predicate};
use galley_domain::schema::StoredType;

use super::exactness::{conjuncts, is_selective};
use super::predicates::{Statement, World};

/// Whether it has rows of its own in `field_values` or `links`.
pub(super) const fn is_row(predicate: &Predicate) -> bool {
    matches!(predicate, Predicate::Value { .. } | Predicate::Related { direction: Direction::Owning, .. })
}

/// Whether the rows of one leaf are all there is to the filter.
pub(super) fn is_counted_by_index(world: World<'_>, of: &StoredType, filter: &Predicate) -> bool {
    // Drafts may be in the trash, which only their entry knows.
    world.stage == Stage::Published
        && world.fixed_locale(of).is_some()
        && matches!(conjuncts(filter).as_slice(), [only] if is_row(only) && is_selective(only))
}

/// The number of matching entries, as a column.
pub(super) fn count(statement: &mut Statement<'_>, of: &StoredType, filter: &Predicate) {
    let entries = statement.entries(of);
    match conjuncts(filter).as_slice() {
        [leaf] if is_counted_by_index(statement.world, of, filter) => {
            let row = statement.sql.alias('r');
            // An entry may lead to a target twice.
            statement.sql.push("(SELECT COUNT(DISTINCT ").column(row, "entry_id").push(")");
            statement.rows_of_leaf(entries, row, leaf);
            statement.same_world(entries, row);
            statement.sql.push(")");
        }
        _ => {
            statement.sql.push("(SELECT COUNT(*) FROM entries ").name(entries.alias).push(" WHERE ");
            statement.matching(entries, filter);
            statement.sql.push(")");
        }
    }
}

/// `(SELECT …)` of the entries of a leaf's rows; one that has several is there several times.
pub(super) fn rows(statement: &mut Statement<'_>, of: &StoredType, leaf: &Predicate, limit: Option<u64>) {
    let (entries, row) = (statement.entries(of), statement.sql.alias('r'));
    statement.sql.push("(SELECT ").column(row, "entry_id").push(" AS id");
    statement.rows_of_leaf(entries, row, leaf);
    statement.same_world(entries, row);
    if let Some(limit) = limit {
        statement.sql.push(" LIMIT ").bind(limit);
    }
    statement.sql.push(")");
}
