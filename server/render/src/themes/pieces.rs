//! Cuts the source of a template into text and tags, exactly as the engine does.
//!
//! What looks at or changes a source before the engine parses it has to agree with the engine about where a tag ends:
//! a string may hold `%}`, a comment or a raw block may hold anything.

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text that is written as it stands.
    Text(&'a str),
    /// `{{ … }}`
    Print(&'a str),
    /// `{% … %}`
    Tag(&'a str),
    /// A raw block, with its two tags.
    Raw(&'a str),
    Comment(&'a str),
}

/// What a tag is made of, between its delimiters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A name or a number.
    Word(&'a str),
    /// What stands between quotes.
    Quoted(&'a str),
    Symbol(char),
}

/// All of a source, in order; put together again they are the source. What cannot be cut is one last text, and the
/// engine says what is wrong with it.
pub(super) fn pieces(source: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = source;
    while !rest.is_empty() {
        let (piece, length) = next(rest).unwrap_or((Piece::Text(rest), rest.len()));
        found.push(piece);
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

fn next(rest: &str) -> Option<(Piece<'_>, usize)> {
    let cut = |length: usize| rest.get(..length);
    match rest.get(..2) {
        Some("{{") => {
            let length = end_of_tag(rest, "}}")?;
            Some((Piece::Print(cut(length)?), length))
        }
        Some("{%") => {
            if let Some(length) = raw_block(rest) {
                return Some((Piece::Raw(cut(length)?), length));
            }
            let length = end_of_tag(rest, "%}")?;
            Some((Piece::Tag(cut(length)?), length))
        }
        Some("{#") => {
            let length = rest.get(2..)?.find("#}")? + 4;
            Some((Piece::Comment(cut(length)?), length))
        }
        _ => {
            let length =
                ["{{", "{%", "{#"].iter().filter_map(|start| rest.find(start)).min().unwrap_or(rest.len());
            Some((Piece::Text(cut(length)?), length))
        }
    }
}

/// Where a tag ends; an end inside a string is none.
fn end_of_tag(tag: &str, end: &str) -> Option<usize> {
    let mut at = 2;
    loop {
        let rest = tag.get(at..)?;
        if rest.starts_with(end) {
            return Some(at + end.len());
        }
        let letter = rest.chars().next()?;
        at += if is_quote(letter) { quoted(rest)?.len() } else { letter.len_utf8() };
    }
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '`')
}

/// A string with its quotes.
fn quoted(rest: &str) -> Option<&str> {
    let quote = rest.chars().next()?;
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return rest.get(..=at),
            _ => {}
        }
    }
    None
}

/// The length of a raw block that begins here.
fn raw_block(rest: &str) -> Option<usize> {
    let mut at = 2 + bare_tag(rest.get(2..)?, "raw")?;
    loop {
        at += rest.get(at..)?.find("{%")? + 2;
        if let Some(length) = bare_tag(rest.get(at..)?, "endraw") {
            return Some(at + length);
        }
    }
}

/// The length of `-? name -?%}`.
fn bare_tag(rest: &str, name: &str) -> Option<usize> {
    let after = rest.strip_prefix('-').unwrap_or(rest).trim_ascii_start();
    let after = after.strip_prefix(name)?.trim_ascii_start();
    let after = after.strip_prefix('-').unwrap_or(after).strip_prefix("%}")?;
    Some(rest.len() - after.len())
}

/// The tokens of a tag.
pub(super) fn tokens(tag: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = tag.get(2..tag.len().saturating_sub(2)).unwrap_or_default();
    while let Some(letter) = rest.chars().next() {
        let length = if is_quote(letter) {
            let text = quoted(rest).unwrap_or(rest);
            found.push(Token::Quoted(text.trim_matches(letter)));
            text.len()
        } else if is_of_word(letter) {
            let length = rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len());
            found.extend(rest.get(..length).map(Token::Word));
            length
        } else {
            if !letter.is_ascii_whitespace() {
                found.push(Token::Symbol(letter));
            }
            letter.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_ends_where_the_engine_ends_it() {
        let source = "a{{ \"}}\" }}b{% set x = '%}' -%}{# {{ #}{% raw %}{{ x }}{% endraw %}{{ `\\`` }}";
        let expected = [
            Piece::Text("a"),
            Piece::Print("{{ \"}}\" }}"),
            Piece::Text("b"),
            Piece::Tag("{% set x = '%}' -%}"),
            Piece::Comment("{# {{ #}"),
            Piece::Raw("{% raw %}{{ x }}{% endraw %}"),
            Piece::Print("{{ `\\`` }}"),
        ];
        assert_eq!(pieces(source), expected);
        for broken in ["{{ \"", "{#", "{{ a", "{%"] {
            assert_eq!(pieces(broken), [Piece::Text(broken)], "{broken}");
        }
    }

    #[test]
    fn a_tag_is_cut_into_words_strings_and_symbols() {
        let found = tokens("{%- set a = b|c(d=\"e f\") -%}");
        let expected = [
            Token::Symbol('-'),
            Token::Word("set"),
            Token::Word("a"),
            Token::Symbol('='),
            Token::Word("b"),
            Token::Symbol('|'),
            Token::Word("c"),
            Token::Symbol('('),
            Token::Word("d"),
            Token::Symbol('='),
            Token::Quoted("e f"),
            Token::Symbol(')'),
            Token::Symbol('-'),
        ];
        assert_eq!(found, expected);
    }
}
