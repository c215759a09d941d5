//! Which heading a link means that was written for another generator's anchors.
//!
//! Generators agree on words and differ in what they make of punctuation, capitals and emoji, so anchors are compared
//! by their letters and digits.

/// The anchor that a fragment means, as it stands in a URL; none when nothing in the page fits.
pub(super) fn anchor<'a>(fragment: &str, anchors: &'a [String]) -> Option<&'a str> {
    let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8().ok()?;
    let found = anchors.iter().find(|anchor| **anchor == decoded).or_else(|| similar(&decoded, anchors));
    found.map(String::as_str)
}

fn similar<'a>(fragment: &str, anchors: &'a [String]) -> Option<&'a String> {
    let wanted = letters(fragment);
    if wanted.is_empty() {
        return None;
    }
    let equal = anchors.iter().find(|anchor| letters(anchor) == wanted);
    equal.or_else(|| {
        // Some write the names of emoji at the end of a heading, where ours leaves a hyphen or a mark.
        let ended = anchors.iter().filter(|anchor| !anchor.ends_with(char::is_alphanumeric));
        let begins = ended.filter(|anchor| {
            let known = letters(anchor);
            known.len() > 3 && wanted.starts_with(&known)
        });
        begins.max_by_key(|anchor| anchor.len())
    })
}

fn letters(anchor: &str) -> String {
    anchor.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_means_the_heading_with_its_words() {
        let anchors: Vec<String> = [
            "whats-next",
            "contributors-to-1310",
            "i-unsound-issues-",
            "i-",
            "über-uns",
            "tools-\u{fe0f}",
            "c",
        ]
        .map(str::to_owned)
        .into();
        for (fragment, expected) in [
            ("whats-next", Some("whats-next")),
            ("what-s-next", Some("whats-next")),
            ("Contributors-to-1-31-0", Some("contributors-to-1310")),
            ("i-unsound-issues-crab", Some("i-unsound-issues-")),
            ("%C3%BCber-uns", Some("über-uns")),
            ("tools-tools", Some("tools-\u{fe0f}")),
            ("elsewhere", None),
            ("c--", Some("c")),
            ("", None),
            ("%ff", None),
        ] {
            assert_eq!(anchor(fragment, &anchors), expected, "{fragment}");
        }
    }
}
