//! Plain text of content: excerpts for lists and descriptions.

use pulldown_cmark::{Event, Tag};

use super::Wording;
use super::directives::prepare;
use super::source::events;
use super::tags::{Piece, pieces};

/// The beginning of a Markdown source as plain text, at most `max_chars` characters, cut between words.
///
/// Headings, code blocks, tables, images, notes and HTML are left out: they do not read well in one line.
pub fn excerpt(source: &str, max_chars: usize) -> String {
    let mut text = String::new();
    let mut skipped = 0_usize;
    // One character more than wanted tells whether something was cut.
    for event in events(&prepare(source, Wording::default())) {
        match event {
            Event::Start(tag) => skipped += usize::from(skipped > 0 || is_left_out(&tag)),
            Event::End(_) if skipped > 0 => skipped -= 1,
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) if skipped == 0 => {
                text.push_str(&words);
            }
            Event::End(_) | Event::SoftBreak | Event::HardBreak if skipped == 0 && ends_a_word(&event) => {
                text.push(' ');
            }
            _ => {}
        }
        if text.len() > max_chars.saturating_mul(4).saturating_add(64) {
            break;
        }
    }
    shorten(&text, max_chars)
}

/// The text of safe HTML without its tags. The sanitiser writes no other entities than these.
pub(crate) fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for piece in pieces(html) {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Start { .. } | Piece::End { .. } => text.push(' '),
        }
    }
    for (entity, letter) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&amp;", "&")]
    {
        text = text.replace(entity, letter);
    }
    text
}

/// At most `max_chars` characters in one line, cut between words and marked with an ellipsis.
pub(crate) fn shorten(text: &str, max_chars: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let space = usize::from(!line.is_empty());
        let added = word.chars().count() + space;
        if length + added > max_chars {
            return cut(line, word, max_chars.saturating_sub(length));
        }
        if space == 1 {
            line.push(' ');
        }
        line.push_str(word);
        length += added;
    }
    line
}

/// Ends a line that has no room for `word`. A script without spaces is cut inside its first word.
fn cut(mut line: String, word: &str, room: usize) -> String {
    if line.is_empty() {
        line.extend(word.chars().take(room.saturating_sub(1)));
    }
    let kept = line.trim_end_matches([',', ';', ':', '.', '\u{2014}', '\u{2013}', '-', ' ']).len();
    line.truncate(kept);
    line.push('\u{2026}');
    line
}

fn is_left_out(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Heading { .. }
            | Tag::CodeBlock(_)
            | Tag::Table(_)
            | Tag::Image { .. }
            | Tag::FootnoteDefinition(_)
            | Tag::HtmlBlock
            | Tag::MetadataBlock(_)
    )
}

/// Inline markup ends inside words, everything else between them.
fn ends_a_word(event: &Event<'_>) -> bool {
    use pulldown_cmark::TagEnd::{Emphasis, Link, Strikethrough, Strong, Subscript, Superscript};
    !matches!(event, Event::End(Emphasis | Link | Strikethrough | Strong | Subscript | Superscript))
}
