//! Formats that are read line by line: keys with values, and differences.

use super::Token;
use super::languages::Data;
use super::scan;
use super::written::Written;

/// TOML, INI, YAML and the like.
pub(super) fn data(data: &Data, code: &str) -> String {
    let mut written = Written::default();
    for line in code.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let (space, body) = line.split_at(line.len() - trimmed.len());
        written.push(Token::Plain, space);
        if data.comments.iter().any(|sign| trimmed.starts_with(*sign)) {
            written.push(Token::Comment, body);
        } else if data.sections && trimmed.starts_with('[') {
            written.push(Token::Type, body);
        } else {
            let value = key(&mut written, data, body);
            written.push_html(&scan::code(&data.values, value));
        }
    }
    written.finish()
}

/// Writes the key at the beginning of a line, and gives what follows it.
fn key<'a>(written: &mut Written, data: &Data, line: &'a str) -> &'a str {
    let dashes = if data.items { line.len() - line.trim_start_matches(['-', ' ']).len() } else { 0 };
    let (items, rest) = line.split_at(dashes);
    let is_key =
        |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.' | '"' | '\'' | '$' | '/');
    let end = rest.find(|sign| !is_key(sign)).unwrap_or(rest.len());
    let (name, tail) = rest.split_at(end);
    let separator = tail.trim_start_matches(' ');
    if name.is_empty() || !separator.starts_with(data.separator) {
        return line;
    }
    written.push(Token::Plain, items);
    written.push(Token::Attribute, name);
    tail
}

pub(super) fn diff(code: &str) -> String {
    let mut written = Written::default();
    for line in code.split_inclusive('\n') {
        let token = match line.as_bytes() {
            [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] | [b'@', ..] => Token::Meta,
            _ if line.starts_with("diff ") || line.starts_with("index ") => Token::Meta,
            [b'+', ..] => Token::Inserted,
            [b'-', ..] => Token::Deleted,
            _ => Token::Plain,
        };
        written.push(token, line);
    }
    written.finish()
}
