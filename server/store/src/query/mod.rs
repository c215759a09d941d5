//! Content queries as SQL: a checked query goes in, a tree of plain rows comes out.
//!
//! The text of every statement is put together from fragments that are part of this program; whatever comes from a
//! question is bound. How many statements run is decided by the question: one for the list, and for each level of
//! populated fields one on `links`, one on `entries`, one on `assets` and one for each field with filters, sort or
//! pagination of its own. What SQL cannot decide (values outside `field_values`, nested component instances) goes to
//! `galley_domain::query::predicate`. This module owns no rule of who may ask what; `galley_domain::query::check` does.

mod answer;
mod assets;
mod candidates;
mod conditions;
mod entries;
mod exactness;
mod instances;
mod levels;
mod links;
mod order;
mod page;
mod predicates;
mod reader;
mod slots;
mod split;
mod sql;
mod totals;
mod ways;

pub use answer::{Answer, AssetRow, Content, EntryNode, EntryRow, Leaf, Linked, NodeIndex, Target};
pub use page::run;

use galley_domain::query::QueryError;

use crate::error::StoreError;

/// How many entries a query may evaluate in memory.
pub const MAX_CANDIDATES: u64 = 10_000;

/// Why a checked query has no answer.
#[derive(Debug, thiserror::Error)]
pub enum ContentQueryError {
    /// It would read more than it may.
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
