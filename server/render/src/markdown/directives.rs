//! Directives: blocks between lines of colons, `:::note Title` … `:::`, with Markdown inside and in each other.
//!
//! The parser does not know them. A first reading finds their fences where a paragraph or a table would go on, so that
//! code stays code; each fence is then replaced by a comment, which ends any paragraph or list before it, and the
//! place of that comment says what it stands for. Nobody can forge one: it is known by where it is, not by what it
//! says.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Wording;
use super::callouts::Callout;
use super::escape::escaped;
use super::source;

/// What takes the place of a fence.
const MARK: &str = "<!---->";
/// The deepest nesting of directives; fences below that are text.
const MAX_OPEN: usize = 32;

/// A source whose fences are comments.
pub(super) struct Prepared<'a> {
    pub(super) source: Cow<'a, str>,
    /// The places of the comments, in order, and the HTML that stands for each.
    pub(super) marks: Vec<(usize, String)>,
    /// What closes the directives that nobody closed.
    pub(super) unclosed: String,
}

pub(super) fn prepare(source: &str, wording: Wording) -> Prepared<'_> {
    let mut prepared = Prepared { source: source.into(), marks: Vec::new(), unclosed: String::new() };
    if !source.contains(":::") {
        return prepared;
    }
    let mut open: Vec<Open> = Vec::new();
    let mut rewritten = String::with_capacity(source.len());
    let mut copied = 0;
    for place in fences(source) {
        let line = source.get(place.clone()).unwrap_or_default();
        let Some(html) = Fence::of(line).and_then(|fence| fence.html(&mut open, wording)) else { continue };
        rewritten.push_str(source.get(copied..place.start).unwrap_or_default());
        // Raw HTML ends at a blank line. Inside a quote a line without its mark would end the quote as well.
        if rewritten.ends_with('\n') {
            rewritten.push('\n');
        }
        prepared.marks.push((rewritten.len(), html));
        rewritten.push_str(MARK);
        copied = place.end;
    }
    rewritten.push_str(source.get(copied..).unwrap_or_default());
    prepared.source = rewritten.into();
    prepared.unclosed = open.iter().rev().map(|open| open.closing).collect();
    prepared
}

/// Where lines of colons are that are no code: from the first colon to the end of the line.
fn fences(source: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut ignored = 0_usize;
    let mut note = |line: Range<usize>| {
        if found.last().is_none_or(|last| last.end <= line.start) {
            found.push(line);
        }
    };
    for (event, range) in source::parser(source) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Heading { .. }) => ignored += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Heading(_)) => ignored = ignored.saturating_sub(1),
            Event::Text(_) if ignored == 0 && begins_fence(source, range.start) => {
                note(range.start..line_end(source, range.start));
            }
            // Raw HTML goes on until a blank line, so it would swallow the end of the directive around it.
            Event::Html(html) if html.trim().len() >= 3 && html.trim().bytes().all(|sign| sign == b':') => {
                let start = range.start + html.len() - html.trim_start().len();
                note(start..line_end(source, start));
            }
            _ => {}
        }
    }
    found
}

fn begins_fence(source: &str, at: usize) -> bool {
    source.get(at..).is_some_and(|rest| rest.starts_with(":::")) && begins_line(source, at)
}

/// Whether nothing but the marks of a quote or a list stands before this place in its line.
fn begins_line(source: &str, at: usize) -> bool {
    let before = source.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.len() <= 200
        && line.chars().all(|sign| {
            sign.is_ascii_whitespace()
                || sign.is_ascii_digit()
                || matches!(sign, '>' | '-' | '*' | '+' | '.' | ')')
        })
}

fn line_end(source: &str, at: usize) -> usize {
    source.get(at..).and_then(|rest| rest.find(['\n', '\r'])).map_or(source.len(), |length| at + length)
}

struct Open {
    colons: usize,
    closing: &'static str,
}

/// A line that opens or closes a directive.
enum Fence<'a> {
    Opening { colons: usize, name: &'a str, title: Cow<'a, str> },
    Closing { colons: usize },
}

impl<'a> Fence<'a> {
    /// `:::name`, `:::name Title`, `:::name[Title]{title="Title" .class}`, or only colons.
    fn of(line: &'a str) -> Option<Self> {
        let rest = line.trim_start_matches(':');
        let colons = line.len() - rest.len();
        let rest = rest.trim();
        if rest.is_empty() {
            return Some(Self::Closing { colons });
        }
        let is_part = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
        let (name, rest) = rest.split_at(rest.find(|sign| !is_part(sign)).unwrap_or(rest.len()));
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) || name.len() > 40 {
            return None;
        }
        let title = match rest.chars().next() {
            None => Cow::Borrowed(""),
            Some('[') => rest.strip_prefix('[')?.split_once(']')?.0.into(),
            Some('{') => attribute_title(rest)?.into(),
            Some(sign) if sign.is_whitespace() => match rest.trim_start().strip_prefix('{') {
                Some(_) => attribute_title(rest.trim_start())?.into(),
                None => rest.trim().into(),
            },
            Some(_) => return None,
        };
        Some(Self::Opening { colons, name, title })
    }

    /// What stands for the fence; none when it is text.
    fn html(self, open: &mut Vec<Open>, wording: Wording) -> Option<String> {
        match self {
            Self::Opening { colons, name, title } => {
                if open.len() >= MAX_OPEN {
                    return None;
                }
                let (opening, closing) = element(name, &title, wording);
                open.push(Open { colons, closing });
                Some(opening)
            }
            Self::Closing { colons } => {
                // The innermost of exactly this width, else the outermost that is not wider, as in other tools.
                let exact = open.iter().rposition(|open| open.colons == colons);
                let at = exact.or_else(|| open.iter().position(|open| open.colons <= colons))?;
                Some(open.drain(at..).rev().map(|open| open.closing).collect())
            }
        }
    }
}

/// The `title` of `{title="…" .class #id}`.
fn attribute_title(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('{')?.strip_suffix('}')?;
    let Some((_, rest)) = inside.split_once("title=") else { return Some("") };
    Some(match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest.split(quote).nth(1).unwrap_or_default(),
        _ => rest.split_whitespace().next().unwrap_or_default(),
    })
}

/// The beginning and the end of what a directive becomes. A name that nobody knows is a plain block: its content stays.
fn element(name: &str, title: &str, wording: Wording) -> (String, &'static str) {
    if let Some(callout) = Callout::named(name) {
        return (callout.opening(title, wording), "</div>\n");
    }
    if name.eq_ignore_ascii_case("details") {
        let summary = if title.is_empty() { wording.details() } else { title };
        return (format!("<details>\n<summary>{}</summary>\n", escaped(summary)), "</details>\n");
    }
    let title = if title.is_empty() {
        String::new()
    } else {
        format!("<p class=\"directive-title\">{}</p>\n", escaped(title))
    };
    (format!("<div class=\"directive\">\n{title}"), "</div>\n")
}
