//! The only place that reads the clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use galley_domain::text::instant;

/// Where "now" comes from: the machine, or a number that a test moves.
#[derive(Debug, Clone)]
pub enum Clock {
    System,
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// Microseconds since the Unix epoch, UTC, without parts of a millisecond: an API shows times in milliseconds, and
    /// what it shows must be what a condition such as "published after this one" is compared with.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    pub fn now(&self) -> i64 {
        match self {
            Self::System => instant::to_milliseconds(jiff::Timestamp::now().as_microsecond()),
            Self::Fixed(at) => at.load(Ordering::SeqCst),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_the_same_after_it_was_shown() {
        let now = Clock::System.now();
        assert_eq!(instant::parse(&instant::show(now)), Some(now));
    }
}
