//! Cuts HTML into text and tags where a browser would cut it.
//!
//! It follows the tokenizer rules of the HTML standard for tags, attributes and comments, and nothing else: no tree,
//! no entities, no elements with rules of their own (the nesting pass never lets those through).

/// One piece of HTML. Comments, doctypes and tags that never end are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text without any tag. A `<` that opens nothing is a piece of its own.
    Text(&'a str),
    Start {
        name: &'a str,
        attributes: &'a str,
    },
    End {
        name: &'a str,
    },
}

/// The pieces of some HTML, in order.
pub(super) struct Pieces<'a> {
    rest: &'a str,
}

/// The attributes of one start tag as (name, raw value); the value is empty when there is none.
pub(super) struct Attributes<'a> {
    rest: &'a str,
}

pub(super) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { rest: html }
}

pub(super) fn attributes(raw: &str) -> Attributes<'_> {
    Attributes { rest: raw }
}

impl<'a> Pieces<'a> {
    /// How many bytes were not read yet.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    /// Skips to behind the end tag of `name`; says whether there is one.
    pub(super) fn skip_to_end_of(&mut self, name: &str) -> bool {
        let mut ahead = Pieces { rest: self.rest };
        // Inside a dropped element every `</name` counts, whatever surrounds it.
        while let Some(at) = ahead.rest.find("</") {
            ahead.rest = after(ahead.rest, at + 2);
            if ahead.rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                self.rest = ahead.rest.find('>').map_or("", |end| after(ahead.rest, end + 1));
                return true;
            }
        }
        false
    }

    fn tag(&mut self, opening: &'a str) -> Option<(&'a str, &'a str)> {
        let name_end = opening
            .find(|letter: char| letter.is_ascii_whitespace() || letter == '/' || letter == '>')
            .unwrap_or(opening.len());
        let (name, body) = opening.split_at(name_end);
        let mut scan = attributes(body);
        scan.by_ref().for_each(drop);
        let attributes = before(body, body.len() - scan.rest.len());
        self.rest = scan.rest.strip_prefix('>')?;
        Some((name, attributes))
    }

    fn skip_behind(&mut self, from: usize, ending: &str) {
        let ahead = after(self.rest, from);
        self.rest = ahead.find(ending).map_or("", |at| after(ahead, at + ending.len()));
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let start = self.rest.find('<').unwrap_or(self.rest.len());
            if start > 0 {
                let (text, rest) = self.rest.split_at(start);
                self.rest = rest;
                return Some(Piece::Text(text));
            }
            let opening = self.rest.strip_prefix('<')?;
            match opening.as_bytes() {
                [letter, ..] if letter.is_ascii_alphabetic() => {
                    let Some((name, attributes)) = self.tag(opening) else { return self.finish() };
                    return Some(Piece::Start { name, attributes });
                }
                [b'/', letter, ..] if letter.is_ascii_alphabetic() => {
                    let Some((name, _)) = self.tag(after(opening, 1)) else { return self.finish() };
                    return Some(Piece::End { name });
                }
                // Searching from the first hyphen also ends the abrupt comments `<!-->` and `<!--->`.
                [b'!', b'-', b'-', ..] => self.skip_behind("<!".len(), "-->"),
                [b'!' | b'?' | b'/', ..] => self.skip_behind(1, ">"),
                _ => {
                    let (sign, rest) = self.rest.split_at(1);
                    self.rest = rest;
                    return Some(Piece::Text(sign));
                }
            }
        }
    }
}

impl<'a> Pieces<'a> {
    fn finish(&mut self) -> Option<Piece<'a>> {
        self.rest = "";
        None
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    /// Ends before the `>` of the tag, or with nothing left when the text ends inside it.
    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        self.rest = self.rest.trim_start_matches(|sign: char| sign.is_ascii_whitespace() || sign == '/');
        let first = self.rest.chars().next().filter(|first| *first != '>')?;
        // The first character belongs to the name even when it is `=`.
        let tail = after(self.rest, first.len_utf8());
        let length = tail
            .find(|sign: char| sign.is_ascii_whitespace() || matches!(sign, '/' | '>' | '='))
            .unwrap_or(tail.len());
        let (name, tail) = self.rest.split_at(first.len_utf8() + length);
        self.rest = tail;
        let Some(value) = tail.trim_start_matches(|sign: char| sign.is_ascii_whitespace()).strip_prefix('=')
        else {
            return Some((name, ""));
        };
        let value = value.trim_start_matches(|sign: char| sign.is_ascii_whitespace());
        let (value, rest) = split_value(value);
        self.rest = rest;
        Some((name, value))
    }
}

fn split_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(|sign: char| sign.is_ascii_whitespace() || sign == '>').unwrap_or(text.len()))
}

/// The text from a byte offset that was found in it, so never inside a character.
fn after(text: &str, offset: usize) -> &str {
    text.get(offset..).unwrap_or_default()
}

fn before(text: &str, offset: usize) -> &str {
    text.get(..offset).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &[Piece<'_>]) {
        assert_eq!(pieces(html).collect::<Vec<_>>(), expected, "{html}");
    }

    #[test]
    fn tags_end_where_a_browser_ends_them() {
        let a = |attributes| Piece::Start { name: "a", attributes };
        check("<a>", &[a("")]);
        check("<a b='>' c=\">\">x", &[a(" b='>' c=\">\""), Piece::Text("x")]);
        check("<a b\"c>d\">", &[a(" b\"c"), Piece::Text("d\">")]);
        check("<a b=c\">d", &[a(" b=c\""), Piece::Text("d")]);
        check("<a b = 'x>y' />", &[a(" b = 'x>y' /")]);
        check("<a =>x", &[a(" ="), Piece::Text("x")]);
        check("<a b=>x", &[a(" b="), Piece::Text("x")]);
        check("</p class='>'>x", &[Piece::End { name: "p" }, Piece::Text("x")]);
    }

    #[test]
    fn what_is_no_tag_is_text_or_gone() {
        check("1 < 2", &[Piece::Text("1 "), Piece::Text("<"), Piece::Text(" 2")]);
        check("a<!-- <b> -->c", &[Piece::Text("a"), Piece::Text("c")]);
        check("a<!-->b", &[Piece::Text("a"), Piece::Text("b")]);
        check("a<!doctype html>b", &[Piece::Text("a"), Piece::Text("b")]);
        check("a<?php x ?>b", &[Piece::Text("a"), Piece::Text("b")]);
        check("a</ b>c", &[Piece::Text("a"), Piece::Text("c")]);
        check("a<b c='", &[Piece::Text("a")]);
        check("", &[]);
    }
}
