//! Makes the tags of rendered Markdown well nested and at most [`MAX_DEPTH`] deep, before they are sanitised.
//!
//! The sanitiser builds a tree, and its time grows faster than the depth of that tree; unclosed formatting elements
//! make the tree deeper than the tags suggest. After this pass every element is closed where it was opened, so
//! the depth that was counted is the depth that is built. Its serializer needs time that grows with the square of the
//! length of a text with many `&` in it, so long texts and attributes are bounded here too. This pass decides nothing
//! about safety: the sanitiser does.

use std::borrow::Cow;
use std::collections::HashMap;

use super::elements::{VOID, allowed, dropped_with_content};
use super::sanitise::is_anchor;
use super::tags::{Piece, Pieces, attributes, pieces};

/// The deepest nesting of elements. Start tags below that are dropped with their end tags; the text stays.
pub(super) const MAX_DEPTH: usize = 100;

/// The longest text without a tag or a [`BREAK`] in it, in bytes.
const MAX_TEXT: usize = 512;
/// Ends a text. The sanitiser drops comments, and it does not join the texts around them again.
const BREAK: &str = "<!---->";
/// The longest attributes of one element, in bytes. An element with longer ones loses them all.
const MAX_ATTRIBUTES: usize = 4096;

/// The same text with allowed tags only, each closed inside the element that holds it.
pub(super) fn well_nested(html: &str) -> String {
    let mut output = Output { html: String::with_capacity(html.len()), ..Output::default() };
    let mut unclosed: Vec<&'static str> = Vec::new();
    let mut rest = pieces(html);
    while let Some(piece) = rest.next() {
        match piece {
            Piece::Text("<") => output.text("&lt;"),
            Piece::Text(text) => output.text(text),
            Piece::Start { name, attributes } => {
                if let Some(known) = allowed(name) {
                    if known != "input" || is_box(attributes) {
                        output.start(known, attributes);
                    }
                } else if let Some(dropped) = dropped_with_content(name) {
                    drop_content(dropped, &mut rest, &mut unclosed);
                }
            }
            Piece::End { name } => {
                if let Some(known) = allowed(name) {
                    output.end(known);
                }
            }
        }
    }
    output.close_down_to(0);
    output.html
}

/// Skips what a dropped element holds. An element that never ends loses only its tag, so that a stray `<title>` in a
/// sentence does not swallow the rest; the search for its end is made once, or a long row of them would be quadratic.
fn drop_content(name: &'static str, rest: &mut Pieces<'_>, unclosed: &mut Vec<&'static str>) {
    if !unclosed.contains(&name) && !rest.skip_to_end_of(name) {
        unclosed.push(name);
    }
}

/// The box of a task is the only input that content may have, so no other one is turned into it.
fn is_box(raw: &str) -> bool {
    attributes(raw)
        .any(|(name, value)| name.eq_ignore_ascii_case("type") && value.eq_ignore_ascii_case("checkbox"))
}

fn has(raw: &str, wanted: &str) -> bool {
    attributes(raw).any(|(name, _)| name.eq_ignore_ascii_case(wanted))
}

/// The name of an `<a name="…">` that may be an anchor.
fn old_anchor(raw: &str) -> Option<&str> {
    let named = attributes(raw).find(|(name, _)| name.eq_ignore_ascii_case("name"));
    named.map(|(_, value)| value).filter(|value| is_anchor(value))
}

#[derive(Default)]
struct Output {
    html: String,
    /// Where the current text began.
    text_start: usize,
    open: Vec<&'static str>,
    /// Open elements that were dropped because they were too deep; all of them are inside the innermost kept one.
    too_deep: HashMap<&'static str, usize>,
}

impl Output {
    fn text(&mut self, mut text: &str) {
        while let Some(room) = self.break_in(text) {
            let (written, rest) = text.split_at(room);
            self.html.push_str(written);
            self.html.push_str(BREAK);
            self.text_start = self.html.len();
            text = rest;
        }
        self.html.push_str(text);
    }

    /// Where in `text` the current text is long enough to be broken: never inside an entity such as `&amp;`.
    fn break_in(&self, text: &str) -> Option<usize> {
        let room = MAX_TEXT.saturating_sub(self.html.len() - self.text_start);
        if text.len() <= room {
            return None;
        }
        text.char_indices()
            .find(|(at, letter)| {
                *at >= room && !(letter.is_ascii_alphanumeric() || matches!(letter, '#' | ';'))
            })
            .map(|(at, _)| at)
    }

    fn start(&mut self, name: &'static str, attributes: &str) {
        if self.open.last().is_some_and(|last| ends_by_itself(last, name)) {
            self.close_down_to(self.open.len() - 1);
        }
        let void = VOID.contains(&name);
        if self.open.len() >= MAX_DEPTH && !void {
            *self.too_deep.entry(name).or_default() += 1;
            return;
        }
        let attributes = if attributes.len() > MAX_ATTRIBUTES { "" } else { attributes };
        // Nobody can tick the box of a task in a text, and a picture that nobody describes says so to screen readers.
        let added: Cow<'_, str> = match name {
            "input" => " disabled".into(),
            "img" if !has(attributes, "alt") => " alt=\"\"".into(),
            // How anchors were written before HTML 5, and in many old texts; the name itself is not allowed.
            "a" if !has(attributes, "id") => {
                old_anchor(attributes).map_or("".into(), |anchor| format!(" id=\"{anchor}\"").into())
            }
            _ => "".into(),
        };
        for part in ["<", name, &added, attributes, ">"] {
            self.html.push_str(part);
        }
        self.text_start = self.html.len();
        if !void {
            self.open.push(name);
        }
    }

    fn end(&mut self, name: &'static str) {
        if let Some(count) = self.too_deep.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return;
        }
        if let Some(depth) = self.open.iter().rposition(|open| *open == name) {
            self.close_down_to(depth);
        }
    }

    fn close_down_to(&mut self, depth: usize) {
        for name in self.open.drain(depth..).rev() {
            for part in ["</", name, ">"] {
                self.html.push_str(part);
            }
        }
        self.text_start = self.html.len();
        self.too_deep.clear();
    }
}

/// Whether `open` ends where `next` starts, as in lists and paragraphs written without end tags.
fn ends_by_itself(open: &str, next: &str) -> bool {
    matches!(
        (open, next),
        ("p", "p") | ("li", "li") | ("tr", "tr") | ("dt" | "dd", "dt" | "dd") | ("td" | "th", "td" | "th")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(well_nested(html), expected, "{html}");
    }

    #[test]
    fn every_element_is_closed_inside_its_parent() {
        check("<b><p>x</b></p>", "<b><p>x</p></b>");
        check("<p><b>x</p><p>y", "<p><b>x</b></p><p>y</p>");
        check("</div>x", "x");
        check("<P>x<P>y", "<p>x</p><p>y</p>");
        check("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>");
        check("a<br>b<img src=x>", "a<br>b<img alt=\"\" src=x>");
        check("<img Alt src=x>", "<img Alt src=x>");
        check("<a name='x'>", "<a id=\"x\" name='x'></a>");
        check("<a name='x\" y'>", "<a name='x\" y'></a>");
        check("1 < 2", "1 &lt; 2");
    }

    #[test]
    fn elements_with_rules_of_their_own_are_dropped() {
        check("a<script>if (a</b) </script>c", "ac");
        check("a<svg><style><img src=x></style></svg>c", "ac");
        check("the <title> of it", "the  of it");
        check("<noscript><b>x</b></noscript>", "<b>x</b>");
        check("<custom-tag>x</custom-tag>", "x");
    }

    #[test]
    fn a_long_text_is_broken_between_entities() {
        let broken = well_nested(&"&amp;".repeat(1000));
        let parts: Vec<&str> = broken.split(BREAK).collect();
        assert!(parts.len() > 5 && parts.iter().all(|part| part.len() <= MAX_TEXT + 8), "{parts:?}");
        assert!(parts.iter().all(|part| part.replace("&amp;", "").is_empty()), "{parts:?}");
        check(&"x".repeat(2000), &"x".repeat(2000));
    }

    #[test]
    fn tags_below_the_deepest_level_are_dropped_and_their_text_stays() {
        let deep = MAX_DEPTH + 50;
        let html = format!("{}x{}<p>y</p>", "<div>".repeat(deep), "</div>".repeat(deep));
        let expected = format!("{}x{}<p>y</p>", "<div>".repeat(MAX_DEPTH), "</div>".repeat(MAX_DEPTH));
        check(&html, &expected);
    }
}
