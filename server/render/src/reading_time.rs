//! How long a text takes to read.

const WORDS_A_MINUTE: usize = 220;

/// Whole minutes for a text or a Markdown source; none for nothing. The marks of Markdown weigh nothing worth
/// parsing them for.
pub fn reading_minutes(text: &str) -> usize {
    let words: usize = text.split_whitespace().map(words_in).sum();
    words.div_ceil(WORDS_A_MINUTE)
}

/// Scripts without spaces are counted as one word for two characters, about how fast they are read.
fn words_in(word: &str) -> usize {
    let dense = word.chars().filter(|letter| is_dense(*letter)).count();
    dense.div_ceil(2).max(1)
}

/// Kana, Han and Hangul.
fn is_dense(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}
