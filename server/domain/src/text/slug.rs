//! Slugs: what may be one, and how a title becomes one.
//!
//! Latin letters become plain ASCII; every other script keeps its letters, because a transliterated Arabic or Chinese
//! title is of no use to its readers.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Longest slug that [`slugify`] makes, in characters; a word that would pass it is left out.
const LONGEST_MADE: usize = 100;

/// Whether `text` is letters, digits and hyphens in lower case, with at least one letter or digit.
pub fn is_slug(text: &str) -> bool {
    text.chars().all(|c| c == '-' || is_slug_character(c)) && text.chars().any(char::is_alphanumeric)
}

/// The slug of a title; empty when the title has no letter or digit.
pub fn slugify(title: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for c in title.nfkc() {
        match piece(c) {
            Piece::Letters(letters) => {
                if let Some(word) = words.last_mut() {
                    word.push_str(&letters);
                }
            }
            Piece::Nothing => {}
            Piece::Gap => words.push(String::new()),
        }
    }
    join(words.iter().filter(|word| word.chars().any(char::is_alphanumeric)))
}

enum Piece {
    Letters(String),
    Nothing,
    Gap,
}

fn piece(c: char) -> Piece {
    if matches!(c, '\'' | '\u{2019}' | '\u{2bc}') {
        return Piece::Nothing;
    }
    if is_latin(c) {
        let plain = deunicode::deunicode_char(c).unwrap_or_default();
        let letters: String =
            plain.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        return if letters.is_empty() { Piece::Gap } else { Piece::Letters(letters) };
    }
    let letters: String = c.to_lowercase().filter(|c| is_slug_character(*c)).collect();
    if letters.is_empty() { Piece::Gap } else { Piece::Letters(letters) }
}

/// Basic Latin, Latin-1, its extensions, and the block of Latin letters for Vietnamese and others.
const fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn is_slug_character(c: char) -> bool {
    (c.is_alphanumeric() || is_combining_mark(c)) && c.to_lowercase().eq(std::iter::once(c))
}

fn join<'a>(words: impl Iterator<Item = &'a String>) -> String {
    let mut slug = String::new();
    let mut length = 0;
    for word in words {
        let more = word.chars().count() + usize::from(length > 0);
        if length > 0 && length + more > LONGEST_MADE {
            break;
        }
        if length > 0 {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST_MADE));
        length += more;
    }
    slug.nfc().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn titles_become_slugs() {
        for (title, slug) in [
            ("Hello, World!", "hello-world"),
            ("  Announcing Rust 1.54.0 ", "announcing-rust-1-54-0"),
            ("Don\u{2019}t panic", "dont-panic"),
            ("Crème brûlée à la Øresund", "creme-brulee-a-la-oresund"),
            ("Straße & Groß", "strasse-gross"),
            ("Tiếng Việt", "tieng-viet"),
            ("Привет Мир", "привет-мир"),
            ("مرحبا بالعالم", "مرحبا-بالعالم"),
            ("日本語のタイトル", "日本語のタイトル"),
            ("हिन्दी शीर्षक", "हिन्दी-शीर्षक"),
            ("C++ / Rust", "c-rust"),
            ("🎉 party", "party"),
            ("!!!", ""),
            ("", ""),
        ] {
            assert_eq!(slugify(title), slug, "{title}");
        }
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let slug = slugify(&"word ".repeat(60));
        assert_eq!(slug.len(), 99);
        assert!(slug.ends_with("-word"));
        assert_eq!(slugify(&"x".repeat(300)).len(), 100);
    }

    #[test]
    fn only_lower_case_letters_digits_and_hyphens_are_a_slug() {
        for (text, valid) in [
            ("hello-world", true),
            ("rust-1-54", true),
            ("日本", true),
            ("a--b", true),
            ("", false),
            ("-", false),
            ("Hello", false),
            ("a b", false),
            ("a/b", false),
            ("a.b", false),
            ("a_b", false),
            ("..", false),
        ] {
            assert_eq!(is_slug(text), valid, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_made_slug_is_a_slug_or_empty(title in "\\PC{0,60}") {
            let slug = slugify(&title);
            prop_assert!(slug.is_empty() || is_slug(&slug), "{slug:?}");
        }
    }
}
