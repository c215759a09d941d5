//! Rules of revisions: which kinds there are and when the open session revision closes.

use serde::{Deserialize, Serialize};

/// Why a revision was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RevisionKind {
    /// Rewritten in place by autosave while it is open.
    Session,
    Save,
    Publish,
    Schedule,
    Restore,
    Import,
}

impl RevisionKind {
    pub const ALL: [Self; 6] =
        [Self::Session, Self::Save, Self::Publish, Self::Schedule, Self::Restore, Self::Import];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Save => "save",
            Self::Publish => "publish",
            Self::Schedule => "schedule",
            Self::Restore => "restore",
            Self::Import => "import",
        }
    }

    pub fn from_stored(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

const MINUTE: i64 = 60 * 1_000_000;

/// Whether an open session revision may still be rewritten at `now`: it closes after 15 idle minutes and after 60
/// minutes. All times are microseconds UTC.
pub const fn session_is_open(created_at: i64, updated_at: i64, now: i64) -> bool {
    now - updated_at < 15 * MINUTE && now - created_at < 60 * MINUTE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_closes_after_fifteen_idle_minutes_or_an_hour() {
        for (created, updated, now, open) in [
            (0, 0, 0, true),
            (0, 0, 15 * MINUTE - 1, true),
            (0, 0, 15 * MINUTE, false),
            (0, 59 * MINUTE, 60 * MINUTE - 1, true),
            (0, 59 * MINUTE, 60 * MINUTE, false),
        ] {
            assert_eq!(session_is_open(created, updated, now), open, "{created} {updated} {now}");
        }
    }
}
