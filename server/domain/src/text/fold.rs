//! The folded form of text, which case-insensitive conditions and sorting compare.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

/// NFKC, case folded, accents stripped. Folding twice gives the same text.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|c| !is_accent(*c))
        // Upper-casing first makes `ß` equal to `ss` and the final sigma equal to the other one.
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|c| !is_accent(*c))
        .nfc()
        .collect()
}

/// Marks that readers leave out when they search: accents, and the vowel points of Hebrew and Arabic.
///
/// Other combining marks are letters to their readers (Japanese voicing marks, Indic vowel signs, Thai tones) and stay.
fn is_accent(c: char) -> bool {
    matches!(canonical_combining_class(c), 1 | 10..=35 | 200..)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_width_do_not_matter() {
        for (text, folded) in [
            ("Hello World", "hello world"),
            ("Éléphant", "elephant"),
            ("E\u{301}le\u{301}phant", "elephant"),
            ("Straße", "strasse"),
            ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
            ("σίσυφος", "σισυφοσ"),
            ("ＡＢＣ", "abc"),
            ("ﬁn", "fin"),
            ("İstanbul", "istanbul"),
            ("日本が", "日本が"),
            ("हिन्दी", "हिन्दी"),
            ("مُحَمَّد", "محمد"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
