//! Anchors of headings and the table of contents.

use std::collections::HashMap;

use pulldown_cmark::{Event, HeadingLevel};
use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;

/// Characters of an anchor, beside the number that tells it from others.
const LONGEST: usize = 180;

/// One heading of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TocItem {
    /// 2 to 6: the first level is the title of the page.
    pub level: u8,
    /// The anchor, without `#`.
    pub id: String,
    /// Plain text.
    pub title: String,
}

/// Hands out anchors that are unique in one document.
///
/// An anchor depends on the heading's text and on equal headings before it only, so edits elsewhere keep links alive.
#[derive(Default)]
pub(super) struct Anchors {
    used: HashMap<String, usize>,
}

impl Anchors {
    pub(super) fn unique(&mut self, title: &str) -> String {
        let base = anchor(title);
        let mut id = base.clone();
        // `a`, `a`, `a 1` collide twice: the second `a` is `a-1`, so the third heading has to look further.
        while self.used.contains_key(&id) {
            let count = self.used.entry(base.clone()).or_default();
            *count += 1;
            id = format!("{base}-{count}");
        }
        self.used.insert(id.clone(), 0);
        id
    }
}

/// The anchor of a title by GitHub's rule, which other tools follow as well: in lower case, letters with their marks,
/// digits, hyphens and underscores stay, a space becomes a hyphen, and everything else goes.
fn anchor(title: &str) -> String {
    let kept = |letter: char| match letter {
        '-' | '_' => Some(letter),
        letter if letter.is_alphanumeric() || is_combining_mark(letter) => Some(letter),
        letter if letter.is_whitespace() => Some('-'),
        _ => None,
    };
    let id: String = title.chars().flat_map(char::to_lowercase).filter_map(kept).take(LONGEST).collect();
    if id.is_empty() { "section".to_owned() } else { id }
}

/// The text of the events inside a heading.
pub(super) fn title(events: &[Event<'_>]) -> String {
    let mut title = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => title.push_str(text),
            Event::SoftBreak | Event::HardBreak => title.push(' '),
            _ => {}
        }
    }
    title.trim().to_owned()
}

pub(super) fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
