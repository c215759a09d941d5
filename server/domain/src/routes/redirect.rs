//! Redirects that operators set: from a path of the site to somewhere else, or to the word that nothing is there.

use std::fmt;

/// What a visitor is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RedirectStatus {
    /// 301: somewhere else for good.
    Moved,
    /// 302: somewhere else for now.
    Found,
    /// 308: for good, with the same method and body.
    Permanent,
    /// 410: nothing is there any more, and that is meant.
    Gone,
}

impl RedirectStatus {
    pub const ALL: [Self; 4] = [Self::Moved, Self::Found, Self::Permanent, Self::Gone];

    pub const fn code(self) -> u16 {
        match self {
            Self::Moved => 301,
            Self::Found => 302,
            Self::Permanent => 308,
            Self::Gone => 410,
        }
    }

    pub fn from_code(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Whether there is somewhere to go.
    pub fn leads_somewhere(self) -> bool {
        self != Self::Gone
    }
}

impl fmt::Display for RedirectStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code())
    }
}
