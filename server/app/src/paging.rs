//! Lists in pages: after a key, a limited number, and the key to go on after.
//!
//! Pages by key stay right while rows are added, and the last page costs as much as the first.

/// Most rows of one page.
pub const LARGEST_PAGE: u32 = 100;

/// Which part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest<K> {
    /// The key of the last row that is known already.
    pub after: Option<K>,
    /// Cut to [`LARGEST_PAGE`].
    pub limit: u32,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T, K> {
    pub items: Vec<T>,
    /// How long the whole list is.
    pub total: u64,
    /// What to ask after for the rest; none at the end.
    pub next: Option<K>,
}

impl<K> PageRequest<K> {
    /// As much as one page holds.
    pub const fn after(after: Option<K>) -> Self {
        Self { after, limit: LARGEST_PAGE }
    }

    pub(crate) fn limit(&self) -> u64 {
        u64::from(self.limit.clamp(1, LARGEST_PAGE))
    }
}

impl<T, K> Page<T, K> {
    /// From one row more than the page holds, which says whether there is a next one.
    pub(crate) fn of(mut rows: Vec<T>, (limit, total): (u64, u64), key: impl Fn(&T) -> K) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(key) } else { None };
        Self { items: rows, total, next }
    }
}
