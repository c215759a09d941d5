//! Filters on text: `excerpt` and `reading_time`.

use tera::{Kwargs, State, StringInput, TeraResult};

use crate::markdown::{plain_text, shorten};
use crate::themes::current_call;

const DEFAULT_EXCERPT: usize = 200;
const WORDS_A_MINUTE: usize = 220;

/// `{{ card.excerpt | excerpt(length=120) }}`: plain text, cut between words.
pub(super) fn excerpt(text: StringInput<'_>, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    current_call()?.check_deadline()?;
    let length = arguments.get::<usize>("length")?.unwrap_or(DEFAULT_EXCERPT);
    Ok(if text.is_safe() {
        shorten(&plain_text(text.as_str()), length)
    } else {
        shorten(text.as_str(), length)
    })
}

/// `{{ entry.html | reading_time }}`: whole minutes, at least one.
pub(super) fn reading_time(text: StringInput<'_>, _: Kwargs, _: &State<'_>) -> TeraResult<usize> {
    current_call()?.check_deadline()?;
    let plain = if text.is_safe() { plain_text(text.as_str()) } else { text.as_str().to_owned() };
    let words: usize = plain.split_whitespace().map(words_in).sum();
    Ok(words.div_ceil(WORDS_A_MINUTE).max(1))
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
