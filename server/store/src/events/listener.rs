//! Whoever hears of events right after their commit, in this process.

use std::fmt;
use std::sync::Arc;

use super::StoredEvent;

#[derive(Clone)]
pub(crate) struct Listener(Arc<dyn Fn(Vec<StoredEvent>) + Send + Sync>);

impl Listener {
    pub(crate) fn new(hear: impl Fn(Vec<StoredEvent>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(hear))
    }

    pub(crate) fn hear(&self, events: Vec<StoredEvent>) {
        (self.0)(events);
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listener").finish_non_exhaustive()
    }
}
