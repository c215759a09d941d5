//! Lists of this API: after a key, a limited number.

use galley_app::paging::{LARGEST_PAGE, Page, PageRequest};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::errors::ApiError;

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// `next` of the page before.
    after: Option<String>,
    /// At most 100, which is also the default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PageOut<T> {
    pub(crate) items: Vec<T>,
    /// How many there are in all parts together.
    pub(crate) total: u64,
    /// What to ask `after` for the rest; null at the end.
    pub(crate) next: Option<String>,
}

impl PageQuery {
    /// The request, with a key of the list's own kind.
    pub(crate) fn request<K: std::str::FromStr>(&self) -> Result<PageRequest<K>, ApiError> {
        request(self.after.as_deref(), self.limit)
    }
}

/// For lists that have parameters of their own.
pub(crate) fn request<K: std::str::FromStr>(
    after: Option<&str>,
    limit: Option<u32>,
) -> Result<PageRequest<K>, ApiError> {
    let limit = limit.unwrap_or(LARGEST_PAGE);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(ApiError::parameter("limit", format!("must be 1 to {LARGEST_PAGE}")));
    }
    let after = match after.map(str::parse) {
        None => None,
        Some(Ok(key)) => Some(key),
        Some(Err(_not_a_key)) => return Err(ApiError::parameter("after", "is not a key of this list")),
    };
    Ok(PageRequest { after, limit })
}

impl<T> PageOut<T> {
    pub(crate) fn of<R, K: ToString>(page: Page<R, K>, present: impl Fn(R) -> T) -> Self {
        let Page { items, total, next } = page;
        Self { items: items.into_iter().map(present).collect(), total, next: next.map(|key| key.to_string()) }
    }
}

#[cfg(test)]
mod tests {
    use galley_domain::ids::UserId;

    use super::*;

    #[test]
    fn a_page_is_asked_for_by_key_and_a_limit_within_bounds() {
        let check = |after: Option<&str>, limit: Option<u32>| request::<UserId>(after, limit).ok();
        assert_eq!(check(None, None), Some(PageRequest { after: None, limit: 100 }));
        assert_eq!(check(Some("7"), Some(1)), Some(PageRequest { after: Some(UserId(7)), limit: 1 }));
        for (after, limit) in [(Some("x"), None), (Some("-1"), None), (None, Some(0)), (None, Some(101))] {
            assert_eq!(check(after, limit), None, "{after:?} {limit:?}");
        }
    }
}
