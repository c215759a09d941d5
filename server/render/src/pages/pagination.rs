//! Which part of a list a page shows, and the way to the others.

use serde::Serialize;

/// The place of a page in its list. Pages are numbered from 1, the newest entries first.
#[derive(Debug, Clone, Serialize)]
pub struct Pagination {
    pub page: u64,
    /// At least 1: an empty list has one empty page.
    pub page_count: u64,
    /// Entries on all pages.
    pub total: u64,
    pub newer_url: Option<String>,
    pub older_url: Option<String>,
    /// The first, the last and the neighbours of this page, in order, with gaps between.
    pub pages: Vec<PageLink>,
}

/// One number in the row of pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageLink {
    pub number: u64,
    pub url: String,
    pub current: bool,
    /// Whether numbers were left out before this one.
    pub after_gap: bool,
}

impl Pagination {
    /// Counts the pages of `total` entries and lets `url` say where each is.
    pub fn of(page: u64, page_size: u64, total: u64, url: impl Fn(u64) -> String) -> Self {
        let page_count = total.div_ceil(page_size.max(1)).max(1);
        let near = |number: u64| number == 1 || number == page_count || number.abs_diff(page) <= 1;
        let neighbours = page.saturating_sub(1).max(2)..=page.saturating_add(1).min(page_count);
        let mut numbers: Vec<u64> = std::iter::once(1).chain(neighbours).chain([page_count]).collect();
        numbers.retain(|number| near(*number));
        numbers.dedup();
        let mut last = 0;
        let pages = numbers
            .into_iter()
            .map(|number| {
                let after_gap = number > last + 1;
                last = number;
                PageLink { number, url: url(number), current: number == page, after_gap }
            })
            .collect();
        Self {
            page,
            page_count,
            total,
            newer_url: (page > 1).then(|| url(page - 1)),
            older_url: (page < page_count).then(|| url(page + 1)),
            pages,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: u64, total: u64, expected: &str) {
        let pagination = Pagination::of(page, 10, total, |number| format!("/page/{number}"));
        let row: Vec<String> = pagination
            .pages
            .iter()
            .map(|link| {
                let gap = if link.after_gap { "… " } else { "" };
                let number =
                    if link.current { format!("[{}]", link.number) } else { link.number.to_string() };
                format!("{gap}{number}")
            })
            .collect();
        assert_eq!(row.join(" "), expected, "page {page} of {total} entries");
    }

    #[test]
    fn the_row_of_pages_shows_both_ends_and_the_neighbours() {
        check(1, 0, "[1]");
        check(1, 10, "[1]");
        check(1, 11, "[1] 2");
        check(1, 200, "[1] 2 … 20");
        check(3, 200, "1 2 [3] 4 … 20");
        check(10, 200, "1 … 9 [10] 11 … 20");
        check(20, 200, "1 … 19 [20]");
    }

    #[test]
    fn the_ends_have_one_way_only() {
        let first = Pagination::of(1, 10, 25, |number| number.to_string());
        assert_eq!((first.newer_url, first.older_url.as_deref()), (None, Some("2")));
        let last = Pagination::of(3, 10, 25, |number| number.to_string());
        assert_eq!((last.newer_url.as_deref(), last.older_url), (Some("2"), None));
    }
}
