//! How long paths may be, how deep trees, and how much of a tree moves at once.

/// Longest path of an entry, in bytes before encoding. Encoded it has at most three times as many, which every server
/// and browser on the way takes.
pub const LONGEST_PATH: usize = 2_000;

/// Most entries from the top of a tree down to one of its leaves.
pub const MOST_LEVELS: usize = 16;

/// Most entries that move because one above them does. They move in the unit of work that moves it, and other writers
/// of the type wait for them all, on SQLite all writers: moving 4,900 took 0.7 to 1.2 seconds there and 8 on
/// PostgreSQL, on two busy cores. Writers give up after 10 seconds, so that a machine may be three times as slow.
pub const MOST_MOVED: usize = 2_000;

/// Why a path is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathTooLong {
    #[error("gives an address of {0} bytes; at most {LONGEST_PATH} are allowed")]
    Bytes(usize),
    #[error("would be below more than {MOST_LEVELS} levels")]
    Levels,
}

impl PathTooLong {
    /// What is wrong with the length of `path`.
    pub fn of(path: &str) -> Option<Self> {
        (path.len() > LONGEST_PATH).then_some(Self::Bytes(path.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_a_bound() {
        let path = |length: usize| format!("/{}", "a".repeat(length - 1));
        assert_eq!(PathTooLong::of(&path(LONGEST_PATH)), None);
        assert_eq!(PathTooLong::of(&path(LONGEST_PATH + 1)), Some(PathTooLong::Bytes(LONGEST_PATH + 1)));
    }
}
