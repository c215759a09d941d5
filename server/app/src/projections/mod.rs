//! What follows from the event log, on this node: kept answers, the model as other processes changed it, and whoever
//! waits for an event to have arrived.
//!
//! Events come in two ways. A commit of this process is heard at once, before anybody hears of the commit. Everything
//! else is read from the log, once a second and whenever a number is missing between those that were heard. How far
//! the log was followed without a gap is [`Tail`]; a row says it to whoever prunes the log.

mod cursor;
mod hearing;
mod listeners;
mod pruning;
mod runner;
mod tail;

use std::sync::Arc;

use crate::cache::{Cache, Measure};
use crate::context::App;

pub use listeners::{Listeners, News};
pub use runner::{Follower, start};
pub use tail::{Standing, Tail};

pub(crate) use pruning::prune;

impl App {
    /// Lets the answers of a cache go when something happens to what they were made from.
    pub fn keep_exact<A: Measure + Send + Sync + 'static>(&self, cache: &Arc<Cache<A>>) {
        let hearing = Arc::downgrade(cache);
        self.listeners.add(move |news| {
            let Some(cache) = hearing.upgrade() else { return };
            match news {
                News::Events(events) => cache.take_in(events),
                News::Theme => cache.change_theme(),
                News::Unknown => cache.clear(),
            }
        });
    }

    /// Lets the answers go that the theme took part in, after it became another one.
    pub fn forget_themed(&self) {
        self.listeners.tell(News::Theme);
    }
}
