//! Footnotes: numbered by first mention, listed at the end, with a way back.
//!
//! Anchors contain a colon, which no heading's anchor does, so the two never collide.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use pulldown_cmark::{CowStr, Event, TagEnd};

use super::Wording;
use super::escape::escaped;

/// The footnotes of one document.
pub(super) struct Footnotes<'a> {
    wording: Wording,
    definitions: HashMap<CowStr<'a>, Vec<Event<'a>>>,
    /// Names in the order of their first mention; the place is the number.
    mentioned: Vec<CowStr<'a>>,
    numbers: HashMap<CowStr<'a>, (usize, usize)>,
    listed: usize,
}

/// The most ways back from one note. A note that is mentioned a thousand times needs no more.
const MAX_BACK: usize = 10;

impl<'a> Footnotes<'a> {
    pub(super) fn new(wording: Wording) -> Self {
        let (definitions, numbers) = (HashMap::new(), HashMap::new());
        Self { wording, definitions, mentioned: Vec::new(), numbers, listed: 0 }
    }

    /// Keeps a definition for the end. The first one of a name wins, as in GFM.
    pub(super) fn define(&mut self, name: CowStr<'a>, events: Vec<Event<'a>>) {
        self.definitions.entry(name).or_insert(events);
    }

    /// The mark in the text.
    pub(super) fn mention(&mut self, name: CowStr<'a>) -> Event<'a> {
        let (number, mentions) = match self.numbers.entry(name) {
            Entry::Occupied(known) => {
                let (number, mentions) = known.into_mut();
                *mentions += 1;
                (*number, *mentions)
            }
            Entry::Vacant(new) => {
                self.mentioned.push(new.key().clone());
                *new.insert((self.mentioned.len(), 1))
            }
        };
        let again = if mentions > 1 { format!("-{mentions}") } else { String::new() };
        let mark = format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn:{number}\" id=\"fnref:{number}{again}\" \
             role=\"doc-noteref\">{number}</a></sup>"
        );
        Event::InlineHtml(mark.into())
    }

    /// The events of the next note to list, wrapped; the end of the list once all are out; then nothing.
    ///
    /// The notes' own events still have to pass the dialect: they may mention further notes.
    pub(super) fn next_listed(&mut self) -> Option<Vec<Event<'a>>> {
        let Some(name) = self.mentioned.get(self.listed) else {
            let any = std::mem::take(&mut self.listed) > 0;
            self.mentioned.clear();
            return any.then(|| vec![Event::Html("</ol>\n</section>\n".into())]);
        };
        let mut note = self.definitions.remove(name).unwrap_or_default();
        self.listed += 1;
        let number = self.listed;
        let opening = if number == 1 { self.opening() } else { String::new() };
        let mentions = self.numbers.get(name).map_or(1, |(_, mentions)| *mentions);
        let back: String =
            (1..=mentions.min(MAX_BACK)).map(|mention| self.way_back(number, mention)).collect();
        // The way back belongs behind the last word, so inside the last paragraph if there is one.
        let last = note.len() - usize::from(matches!(note.last(), Some(Event::End(TagEnd::Paragraph))));
        note.insert(last, Event::InlineHtml(back.into()));
        note.insert(0, Event::Html(format!("{opening}<li id=\"fn:{number}\">").into()));
        note.push(Event::Html("</li>\n".into()));
        Some(note)
    }

    /// Whoever does not see the list is told what it is.
    fn opening(&self) -> String {
        let label = escaped(self.wording.footnotes());
        format!("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{label}\">\n<ol>\n")
    }

    /// The link from a note to one of its mentions; those behind the first have its number, as their ids do.
    fn way_back(&self, number: usize, mention: usize) -> String {
        let (again, shown) = if mention > 1 {
            (format!("-{mention}"), format!("<sup>{mention}</sup>"))
        } else {
            (String::new(), String::new())
        };
        // An arrow says nothing aloud.
        let label = escaped(self.wording.back());
        format!(
            " <a href=\"#fnref:{number}{again}\" class=\"footnote-back\" role=\"doc-backlink\" \
             aria-label=\"{label} {number}{again}\">\u{21a9}{shown}</a>"
        )
    }
}
