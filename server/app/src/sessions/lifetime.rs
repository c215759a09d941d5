//! How long a session lasts: without use, and in all.

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

/// What the person chose at sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// 8 hours without use, a day in all.
    Browser,
    /// "Remember me": 14 days without use, 30 in all.
    Remembered,
}

impl Lifetime {
    /// The longest time without use, in microseconds.
    pub const fn idle(self) -> i64 {
        match self {
            Self::Browser => 8 * HOUR,
            Self::Remembered => 14 * DAY,
        }
    }

    /// The longest time in all, in microseconds.
    pub const fn absolute(self) -> i64 {
        match self {
            Self::Browser => DAY,
            Self::Remembered => 30 * DAY,
        }
    }

    /// When a session ends that was started and last used then.
    pub const fn end(self, created_at: i64, last_seen_at: i64) -> i64 {
        let (idle, absolute) = (last_seen_at + self.idle(), created_at + self.absolute());
        if idle < absolute { idle } else { absolute }
    }

    pub(super) const fn of_row(remember: bool) -> Self {
        if remember { Self::Remembered } else { Self::Browser }
    }
}
