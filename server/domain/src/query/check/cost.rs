//! What a query may read, estimated before it runs.
//!
//! Lists count as twenty items. The estimate refuses what cannot go well; the bound that holds is the limit of each
//! statement.

use super::{LIST_CARDINALITY, ROW_BUDGET};
use crate::query::content_query::{Populate, PopulateKind, Selection};
use crate::query::requested::QueryError;
use crate::schema::Cardinality;

/// The rows that a page of `limit` entries is expected to read, when that is within the budget.
pub(super) fn check(limit: u64, selection: &Selection) -> Result<u64, QueryError> {
    let mut total = limit;
    add(selection, limit, &mut total)?;
    Ok(total)
}

fn add(selection: &Selection, parents: u64, total: &mut u64) -> Result<(), QueryError> {
    selection.populate.iter().try_for_each(|populate| add_populated(populate, parents, total))
}

fn add_populated(populate: &Populate, parents: u64, total: &mut u64) -> Result<(), QueryError> {
    match &populate.kind {
        PopulateKind::Related(related) => {
            let each = related.page.map_or_else(|| items(related.cardinality), |page| page.limit);
            let rows = parents.saturating_mul(each);
            spend(&populate.name, rows, total)?;
            add(&related.selection, rows, total)
        }
        PopulateKind::Assets(assets) => {
            spend(&populate.name, parents.saturating_mul(items(assets.cardinality)), total)
        }
        // Component instances are part of their entry's row.
        PopulateKind::Component { of, .. } => add(&of.selection, parents, total),
        PopulateKind::Blocks { of } => of.iter().try_for_each(|block| add(&block.selection, parents, total)),
    }
}

const fn items(cardinality: Cardinality) -> u64 {
    match cardinality {
        Cardinality::One => 1,
        Cardinality::Many => LIST_CARDINALITY,
    }
}

fn spend(field: &str, rows: u64, total: &mut u64) -> Result<(), QueryError> {
    *total = total.saturating_add(rows);
    if *total > ROW_BUDGET {
        return Err(QueryError::OverBudget { field: field.to_owned(), found: *total, limit: ROW_BUDGET });
    }
    Ok(())
}
