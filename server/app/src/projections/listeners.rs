//! Whatever is made from events in this process and has to hear of them.

use std::fmt;
use std::sync::{PoisonError, RwLock};

use galley_store::events::StoredEvent;

/// What a listener hears.
#[derive(Debug, Clone, Copy)]
pub enum News<'a> {
    Events(&'a [StoredEvent]),
    /// The site wears another theme, which no event tells.
    Theme,
    /// Something happened that no event tells: everything may be different.
    Unknown,
}

type Listener = Box<dyn Fn(News<'_>) + Send + Sync>;

/// Those who hear before the events count as taken in.
#[derive(Default)]
pub struct Listeners(RwLock<Vec<Listener>>);

impl Listeners {
    /// Calls `hear` from now on. It must not wait for anything.
    pub fn add(&self, hear: impl Fn(News<'_>) + Send + Sync + 'static) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(Box::new(hear));
    }

    pub(super) fn tell(&self, news: News<'_>) {
        for hear in self.0.read().unwrap_or_else(PoisonError::into_inner).iter() {
            hear(news);
        }
    }
}

impl fmt::Debug for Listeners {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listeners").finish_non_exhaustive()
    }
}
