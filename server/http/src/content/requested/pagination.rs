//! `pagination[page|pageSize]` or `pagination[start|limit]`, never both.

use galley_domain::query::RequestedPage;

use super::scalars::{number, switch};
use crate::query_string::{ParameterError, QueryTree};

pub(super) fn parse(place: &str, tree: &QueryTree) -> Result<RequestedPage, ParameterError> {
    let QueryTree::Map(members) = tree else {
        return Err(ParameterError::new(place, "must have parts, such as `pagination[page]`"));
    };
    let mut page = RequestedPage::default();
    for (name, value) in members {
        set(&mut page, name, &format!("{place}[{name}]"), value)?;
    }
    let by_page = page.page.is_some() || page.page_size.is_some();
    let by_offset = page.start.is_some() || page.limit.is_some();
    if by_page && by_offset {
        return Err(ParameterError::new(place, "mixes page numbers with `start` and `limit`"));
    }
    Ok(page)
}

fn set(page: &mut RequestedPage, name: &str, place: &str, value: &QueryTree) -> Result<(), ParameterError> {
    match name {
        "page" => page.page = Some(at_least_one(place, value)?),
        "pageSize" => page.page_size = Some(at_least_one(place, value)?),
        "start" => page.start = Some(number(place, value)?),
        "limit" => page.limit = Some(at_least_one(place, value)?),
        "withCount" => page.without_count = !switch(place, value)?,
        _ => return Err(ParameterError::new(place, "is not a part of a pagination")),
    }
    Ok(())
}

fn at_least_one(place: &str, value: &QueryTree) -> Result<u64, ParameterError> {
    match number(place, value)? {
        0 => Err(ParameterError::new(place, "must be at least 1")),
        number => Ok(number),
    }
}
