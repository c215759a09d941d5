//! Which rows of a list: page numbers or offsets, within bounds.

use super::{DEFAULT_PAGE_SIZE, MAX_OFFSET, MAX_PAGE_SIZE};
use crate::query::content_query::{Expected, Page};
use crate::query::requested::{QueryError, RequestedPage};

const CLAUSE: &str = "pagination";

/// The page of a list; a single answer has none of its own.
pub(super) fn of_list(requested: &RequestedPage, expected: &Expected) -> Result<Page, QueryError> {
    match expected {
        Expected::List => page(requested),
        Expected::Document(_) | Expected::Single => {
            Ok(Page { offset: 0, limit: 1, by_offset: false, with_total: false })
        }
    }
}

/// The page of a populated field, when one was asked for.
pub(super) fn of_relation(requested: &RequestedPage) -> Result<Option<Page>, QueryError> {
    let RequestedPage { page: number, page_size, start, limit, without_count: _ } = requested;
    if number.is_none() && page_size.is_none() && start.is_none() && limit.is_none() {
        return Ok(None);
    }
    page(requested).map(|page| Some(Page { with_total: false, ..page }))
}

fn page(requested: &RequestedPage) -> Result<Page, QueryError> {
    let by_offset = requested.start.is_some() || requested.limit.is_some();
    if by_offset && (requested.page.is_some() || requested.page_size.is_some()) {
        return Err(QueryError::invalid(CLAUSE, "page numbers and `start` or `limit` do not mix"));
    }
    let limit = if by_offset { requested.limit } else { requested.page_size }.unwrap_or(DEFAULT_PAGE_SIZE);
    let least = u64::from(!by_offset);
    if !(least..=MAX_PAGE_SIZE).contains(&limit) {
        let name = if by_offset { "limit" } else { "pageSize" };
        return Err(QueryError::invalid(
            CLAUSE,
            format!("{name} is {least} to {MAX_PAGE_SIZE}, not {limit}"),
        ));
    }
    let number = requested.page.unwrap_or(1);
    if number == 0 {
        return Err(QueryError::invalid(CLAUSE, "page is at least 1"));
    }
    let offset = if by_offset { requested.start.unwrap_or(0) } else { (number - 1).saturating_mul(limit) };
    if offset > MAX_OFFSET {
        return Err(QueryError::invalid(
            CLAUSE,
            format!("a page begins at {MAX_OFFSET} or before, not {offset}"),
        ));
    }
    Ok(Page { offset, limit, by_offset, with_total: !requested.without_count })
}
