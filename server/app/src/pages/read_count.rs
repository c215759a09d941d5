//! What a page reads, added up while it is made.
//!
//! A question of the content API is priced before it is asked. What a page asks is up to its theme, so its price is
//! known when it is there.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Entries that were asked for, by the planner's estimate; shared by whatever takes part in making one answer.
#[derive(Debug, Clone, Default)]
pub struct ReadCount(Arc<AtomicU64>);

impl ReadCount {
    pub(crate) fn add(&self, entries: u64) {
        self.0.fetch_add(entries, Ordering::Relaxed);
    }

    pub fn total(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
