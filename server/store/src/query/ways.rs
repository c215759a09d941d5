//! From which end a page is found: along the order of the list, or from the rows that satisfy its conditions.

use galley_domain::query::{ContentQuery, LocaleChoice, Predicate, SortTarget, SystemField};

use super::exactness::{conjuncts, is_selective};
use super::sql::{Alias, Sql};
use super::totals::is_row;

/// From which end the rows of a page are found.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way<'a> {
    /// Along an index that gives the order, until the page is full.
    Order,
    /// From the rows that satisfy the conditions, which are then sorted.
    Conditions,
    /// From the rows of this leaf, which all matching entries have.
    Leaf(&'a Predicate),
    /// From those rows when they are at most so many, else along the order.
    Either(&'a Predicate, u64),
}

/// The rows of the leaf that is begun with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidates<'a> {
    pub(super) alias: Alias,
    pub(super) leaf: &'a Predicate,
    /// When given, only as many as are few are looked at, and one more.
    pub(super) few: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    Few,
    Many,
}

/// A condition on the number of candidates, which no row decides.
pub(super) fn are(sql: &mut Sql, candidates: Candidates<'_>, rows: Rows) {
    sql.push("(SELECT COUNT(*) FROM ").name(candidates.alias).push(match rows {
        Rows::Few => ") <= ",
        Rows::Many => ") > ",
    });
    sql.bind(candidates.few.unwrap_or(u64::MAX));
}

/// The way to the page of a query. `counts_in_passing`: its total looks at every row that satisfies the filter.
pub(super) fn way<'a>(query: &ContentQuery, filter: &'a Predicate, counts_in_passing: bool) -> Way<'a> {
    let has_locale = matches!(query.locale, LocaleChoice::One(_));
    let is_in_order = has_locale && is_order_of_an_index(query);
    if is_in_order && !is_selective(filter) {
        return Way::Order;
    }
    // No database knows how many rows this very condition leaves: SQLite does not guess, PostgreSQL takes the mean.
    match leaf_to_begin_with(filter).filter(|_| has_locale) {
        Some(leaf) if is_in_order && !counts_in_passing => Way::Either(leaf, few(query)),
        Some(leaf) => Way::Leaf(leaf),
        None => Way::Conditions,
    }
}

/// Sorting so many rows costs about what walking to this page of a long list does: further pages are a longer walk.
const fn few(query: &ContentQuery) -> u64 {
    400 + 5 * query.page.offset
}

fn is_order_of_an_index(query: &ContentQuery) -> bool {
    use SystemField as F;
    match query.sort.as_slice() {
        [] => true,
        [only] => {
            let SortTarget::System(field) = &only.target else { return false };
            matches!(field, F::Id | F::CreatedAt | F::UpdatedAt | F::PublishedAt)
        }
        _ => false,
    }
}

/// A leaf that all matching entries have a row of, if few entries are expected to have one.
fn leaf_to_begin_with(filter: &Predicate) -> Option<&Predicate> {
    conjuncts(filter).into_iter().find(|part| is_row(part) && is_selective(part))
}
