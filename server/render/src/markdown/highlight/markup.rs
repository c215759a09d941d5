//! HTML and XML: tags, attributes, comments.

use super::Token;
use super::written::Written;

pub(super) fn code(code: &str) -> String {
    let mut written = Written::default();
    let mut rest = code;
    while !rest.is_empty() {
        let text = rest.find('<').unwrap_or(rest.len());
        let (plain, tail) = rest.split_at(text);
        written.push(Token::Plain, plain);
        rest = if tail.starts_with("<!--") {
            up_to(&mut written, Token::Comment, tail, "-->")
        } else if tail.starts_with("<!") || tail.starts_with("<?") {
            up_to(&mut written, Token::Meta, tail, ">")
        } else if tail.is_empty() {
            tail
        } else {
            tag(&mut written, tail)
        };
    }
    written.finish()
}

fn up_to<'a>(written: &mut Written, token: Token, rest: &'a str, end: &str) -> &'a str {
    let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
    let (text, tail) = rest.split_at(length);
    written.push(token, text);
    tail
}

fn tag<'a>(written: &mut Written, rest: &'a str) -> &'a str {
    let is_name = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | ':' | '_' | '.');
    let opening = if rest.starts_with("</") { 2 } else { 1 };
    let (_, inside) = rest.split_at(opening);
    let name = inside.find(|sign| !is_name(sign)).unwrap_or(inside.len());
    let (tag, mut rest) = rest.split_at(opening + name);
    written.push(if name > 0 { Token::Tag } else { Token::Plain }, tag);
    if name == 0 {
        return rest;
    }
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '>' | '/' => (Token::Tag, 1),
            '"' | '\'' => {
                let inside = rest.get(1..).unwrap_or_default();
                (Token::String, inside.find(first).map_or(rest.len(), |at| at + 2))
            }
            '<' => return rest,
            sign if is_name(sign) => {
                (Token::Attribute, rest.find(|sign| !is_name(sign)).unwrap_or(rest.len()))
            }
            sign => (Token::Plain, sign.len_utf8()),
        };
        let (text, tail) = rest.split_at(length);
        written.push(token, text);
        rest = tail;
        if first == '>' {
            break;
        }
    }
    rest
}
