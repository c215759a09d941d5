//! Queries over content: what is asked (`requested`), what is allowed (`check`), what is run (`content_query`).
//!
//! There is one way from a question to the database: a [`RequestedQuery`] of plain names is checked against the
//! model and the actor and becomes a [`ContentQuery`] of path ids, which the store compiles. A name that the actor
//! may not read fails exactly as an unknown name does. `predicate` evaluates the same conditions in memory.

mod content_query;
mod operator;
mod requested;

pub mod check;
pub mod hits;
pub mod predicate;

#[cfg(test)]
pub(crate) mod sample;

pub use content_query::{
    Assets, ComponentPopulate, Condition, ContentQuery, Direction, Expected, FieldSelection, LocaleChoice,
    Operand, Page, Populate, PopulateKind, Predicate, RelatedQuery, Selection, SortDirection, SortKey,
    SortTarget, SystemField, ValueColumn,
};
pub use operator::Operator;
pub use requested::{
    QueryError, RequestedFields, RequestedFilter, RequestedLocale, RequestedPage, RequestedPopulate,
    RequestedQuery, RequestedSort,
};
