//! Code of languages with comments, strings and words.

use super::Token;
use super::languages::{Grammar, Habit, Quote, Word};
use super::written::Written;

pub(super) fn code(grammar: &Grammar, code: &str) -> String {
    let mut written = Written::default();
    let mut rest = code;
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        let (token, length) = next(grammar, rest, first, before);
        let (text, tail) = rest.split_at(length);
        written.push(token, text);
        before = text.chars().next_back();
        rest = tail;
    }
    written.finish()
}

/// The kind and the length of the token at the beginning, which is never empty.
fn next(grammar: &Grammar, rest: &str, first: char, before: Option<char>) -> (Token, usize) {
    let after_word = before.is_some_and(|sign| sign.is_alphanumeric() || sign == '_');
    if let Some(length) = comment(grammar, rest, before) {
        return (Token::Comment, length);
    }
    if let Some(length) = meta(grammar, rest, before) {
        return (Token::Meta, length);
    }
    if !after_word && let Some(length) = string(grammar, rest) {
        let is_key = grammar.has(Habit::Keys) && rest.get(length..).is_some_and(is_before_value);
        return (if is_key { Token::Attribute } else { Token::String }, length);
    }
    if first.is_ascii_digit() && !after_word {
        return (Token::Number, number(rest));
    }
    if grammar.variables.contains(&first)
        && let Some(length) = word_after(rest, first)
    {
        return (Token::Variable, length);
    }
    if is_word(grammar, first) {
        let length = rest.find(|sign| !is_word(grammar, sign)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(length);
        return (word_kind(grammar, word, tail), length);
    }
    (Token::Plain, first.len_utf8())
}

fn comment(grammar: &Grammar, rest: &str, before: Option<char>) -> Option<usize> {
    if let Some((open, close)) = grammar.blocks.iter().find(|(open, _)| rest.starts_with(open)) {
        let inside = rest.get(open.len()..)?;
        return Some(inside.find(close).map_or(rest.len(), |at| open.len() + at + close.len()));
    }
    let opened = grammar.lines.iter().any(|open| rest.starts_with(open));
    // `#` inside a word is no comment in a shell: `a#b`, `$#`.
    let inside = rest.starts_with('#') && before.is_some_and(|sign| !sign.is_whitespace() && sign != ';');
    (opened && !inside).then(|| line_length(rest))
}

/// Attributes and instructions to a compiler: `#[…]`, `#include`, `@decorator`.
fn meta(grammar: &Grammar, rest: &str, before: Option<char>) -> Option<usize> {
    let opened = grammar.meta.iter().find(|open| rest.starts_with(**open))?;
    match *opened {
        "#[" | "#![" => {
            let line = rest.get(..line_length(rest))?;
            Some(line.rfind(']').map_or(line.len(), |at| at + 1))
        }
        "#" if before.is_none_or(|sign| sign == '\n') => Some(line_length(rest)),
        "@" if before.is_none_or(|sign| !sign.is_alphanumeric()) => word_after(rest, '@'),
        _ => None,
    }
}

fn string(grammar: &Grammar, rest: &str) -> Option<usize> {
    if grammar.has(Habit::RustQuotes)
        && let Some(length) = rust_string(rest)
    {
        return Some(length);
    }
    let quote = grammar.quotes.iter().find(|quote| rest.starts_with(quote.mark))?;
    Some(quoted(rest, quote))
}

fn quoted(rest: &str, quote: &Quote) -> usize {
    let mut at = quote.mark.len();
    while let Some(tail) = rest.get(at..).filter(|tail| !tail.is_empty()) {
        if tail.starts_with(quote.mark) {
            return at + quote.mark.len();
        }
        let mut signs = tail.chars();
        match signs.next() {
            Some('\\') if quote.escapes => at += 1 + signs.next().map_or(0, char::len_utf8),
            Some('\n') if !quote.many_lines => return at,
            Some(sign) => at += sign.len_utf8(),
            None => break,
        }
    }
    rest.len()
}

/// `r"…"`, `r#"…"#`, `b"…"` and `'c'`; a quote that begins a lifetime is none.
fn rust_string(rest: &str) -> Option<usize> {
    let body = rest.trim_start_matches(['b', 'c', 'r']);
    let prefix = rest.len() - body.len();
    if prefix > 2 {
        return None;
    }
    if prefix > 0 && rest.get(..prefix)?.ends_with('r') {
        let open = body.trim_start_matches('#');
        let hashes = body.len() - open.len();
        if hashes > 0 && hashes < 10 && open.starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let from = prefix + hashes + 1;
            return Some(rest.get(from..)?.find(&close).map_or(rest.len(), |at| from + at + close.len()));
        }
    }
    if body.starts_with('"') {
        let quote = Quote { mark: "\"", escapes: true, many_lines: true };
        return Some(prefix + quoted(body, &quote));
    }
    let mut inside = body.strip_prefix('\'')?.chars();
    let first = inside.next()?;
    let is_character = first == '\\' || inside.next() == Some('\'');
    let quote = Quote { mark: "'", escapes: true, many_lines: false };
    is_character.then(|| prefix + quoted(body, &quote))
}

fn number(rest: &str) -> usize {
    let mut length = 0;
    let mut signs = rest.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        let goes_on = sign.is_ascii_alphanumeric()
            || sign == '_'
            || (sign == '.' && next.is_some_and(|next| next.is_ascii_digit()));
        if !goes_on {
            break;
        }
        length = at + 1;
    }
    length
}

/// The length of a sign and the word after it, as in `$name`, `@name` and `'a`.
fn word_after(rest: &str, sign: char) -> Option<usize> {
    let tail = rest.strip_prefix(sign)?;
    let word = tail.find(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '_'))).unwrap_or(tail.len());
    (word > 0).then_some(sign.len_utf8() + word)
}

fn is_word(grammar: &Grammar, sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_' || grammar.word_signs.contains(&sign)
}

fn word_kind(grammar: &Grammar, word: &str, tail: &str) -> Token {
    match grammar.word(word) {
        Some(Word::Keyword) => return Token::Keyword,
        Some(Word::Constant) => return Token::Constant,
        Some(Word::Type) => return Token::Type,
        None => {}
    }
    if grammar.has(Habit::Keys) && is_before_value(tail) {
        return Token::Attribute;
    }
    let called = if grammar.has(Habit::Macros) { tail.strip_prefix('!').unwrap_or(tail) } else { tail };
    if grammar.has(Habit::Calls)
        && called.starts_with(['(', '[', '{'])
        && (called.len() < tail.len() || called.starts_with('('))
    {
        return Token::Function;
    }
    let mut letters = word.chars();
    if grammar.has(Habit::CapitalTypes) && letters.next().is_some_and(char::is_uppercase) {
        return if letters.any(char::is_lowercase) || word.len() == 1 {
            Token::Type
        } else {
            Token::Constant
        };
    }
    Token::Plain
}

/// Whether a colon and a space follow; the colon of `a:hover` is another.
fn is_before_value(tail: &str) -> bool {
    let Some(value) = tail.trim_start_matches(' ').strip_prefix(':') else { return false };
    value.starts_with([' ', '\n', '"', '{', '[']) || value.starts_with(|first: char| first.is_ascii_digit())
}

fn line_length(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}
