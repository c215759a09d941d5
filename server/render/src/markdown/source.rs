//! A source as events: the parser with the options of the dialect, and what it does not know by itself.
//!
//! Directives are read here, so that nobody behind this place sees their fences, and a `$` between two words stays
//! money.

use std::collections::VecDeque;
use std::iter::FusedIterator;
use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Options, Parser, TextMergeStream};

use super::directives::Prepared;

/// The parser with the options of the dialect, for a source whose directives were prepared.
pub(super) fn events<'a>(prepared: &'a Prepared<'_>) -> Events<'a> {
    TextMergeStream::new(Reader {
        source: &prepared.source,
        events: parser(&prepared.source),
        marks: prepared.marks.iter().map(|(at, html)| (*at, html.as_str())).collect(),
        unclosed: Some(&prepared.unclosed),
    })
}

pub(super) type Events<'a> = TextMergeStream<'a, Reader<'a>>;

pub(super) fn parser(source: &str) -> OffsetIter<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH;
    Parser::new_ext(source, options).into_offset_iter()
}

pub(super) struct Reader<'a> {
    source: &'a str,
    events: OffsetIter<'a>,
    /// Where fences of directives were, and what stands for them.
    marks: VecDeque<(usize, &'a str)>,
    unclosed: Option<&'a str>,
}

impl<'a> Iterator for Reader<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        let Some((event, range)) = self.events.next() else {
            return self.unclosed.take().filter(|html| !html.is_empty()).map(|html| Event::Html(html.into()));
        };
        Some(match event {
            Event::Html(_) | Event::InlineHtml(_) => match self.mark_in(&range) {
                Some(html) => Event::Html(html.into()),
                None => event,
            },
            Event::InlineMath(_) if self.is_between_words(&range) => {
                Event::Text(self.source.get(range).unwrap_or_default().into())
            }
            other => other,
        })
    }
}

impl FusedIterator for Reader<'_> {}

impl<'a> Reader<'a> {
    /// What stands for the fence that was at this place.
    fn mark_in(&mut self, range: &Range<usize>) -> Option<&'a str> {
        while let Some((at, html)) = self.marks.front().copied() {
            if at >= range.end {
                return None;
            }
            self.marks.pop_front();
            if at >= range.start {
                return Some(html);
            }
        }
        None
    }

    /// `US$5 or CA$6` and `$HOME/$USER` are no formulas.
    fn is_between_words(&self, range: &Range<usize>) -> bool {
        let before = self.source.get(..range.start).and_then(|text| text.chars().next_back());
        let after = self.source.get(range.end..).and_then(|text| text.chars().next());
        before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric)
    }
}
