//! The kinds of feeds and the last segments of their paths.

/// A form in which a list can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedKind {
    Atom,
    Rss,
    /// JSON Feed.
    Json,
}

impl FeedKind {
    pub const ALL: [Self; 3] = [Self::Atom, Self::Rss, Self::Json];

    /// The last segment of the path.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Rss => "rss.xml",
            Self::Json => "feed.json",
        }
    }

    pub fn of_file(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.file() == name)
    }
}
