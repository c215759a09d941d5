//! Numbers with their nouns.

use std::fmt::Display;

/// `1 file`, `2 files`, `0 entries`. The noun is one that is regular in English, in its singular.
pub fn counted(number: impl Display, noun: &str) -> String {
    let number = number.to_string();
    match noun.strip_suffix('y') {
        _ if number == "1" => format!("{number} {noun}"),
        Some(stem) => format!("{number} {stem}ies"),
        None => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular() {
        for (number, noun, expected) in [
            (0, "file", "0 files"),
            (1, "file", "1 file"),
            (2, "file", "2 files"),
            (1, "entry", "1 entry"),
            (11, "entry", "11 entries"),
        ] {
            assert_eq!(counted(number, noun), expected);
        }
        assert_eq!(counted(1.0, "item"), "1 item");
    }
}
