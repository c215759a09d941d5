//! Our Markdown dialect: turns the parser's events into ours and writes them as HTML.
//!
//! One function per family of events. What comes out still holds whatever HTML the author wrote, so it is not safe.

use std::collections::VecDeque;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::TocItem;
use super::footnotes::Footnotes;
use super::headings::{Anchors, number, title};
use super::tables::Tables;

/// A document as unsafe HTML, with its headings.
pub(super) struct Document {
    pub(super) html: String,
    pub(super) toc: Vec<TocItem>,
}

pub(super) fn document(source: &str) -> Document {
    let mut dialect = Dialect::new(source);
    let mut written = String::with_capacity(source.len() + source.len() / 2);
    html::push_html(&mut written, dialect.by_ref());
    Document { html: written, toc: dialect.toc }
}

/// The parser with the options of the dialect.
pub(super) fn parser(source: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    Parser::new_ext(source, options)
}

/// An iterator over the events of the dialect, so that even a large document is never held as a list of events.
struct Dialect<'a> {
    events: Parser<'a>,
    ready: VecDeque<Event<'a>>,
    /// Events of footnotes that wait to pass the dialect.
    deferred: VecDeque<Event<'a>>,
    anchors: Anchors,
    footnotes: Footnotes<'a>,
    tables: Tables,
    toc: Vec<TocItem>,
}

impl<'a> Dialect<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            events: parser(source),
            ready: VecDeque::new(),
            deferred: VecDeque::new(),
            anchors: Anchors::default(),
            footnotes: Footnotes::default(),
            tables: Tables::default(),
            toc: Vec::new(),
        }
    }

    fn parsed(&mut self) -> Option<Event<'a>> {
        loop {
            if let Some(event) = self.deferred.pop_front().or_else(|| self.events.next()) {
                return Some(event);
            }
            self.deferred.extend(self.footnotes.next_listed()?);
        }
    }

    fn accept(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.heading(level),
            Event::Start(Tag::FootnoteDefinition(name)) => self.footnote(name),
            Event::FootnoteReference(name) => {
                let mark = self.footnotes.mention(name);
                self.ready.push_back(mark);
            }
            Event::Start(Tag::CodeBlock(kind)) => self.code_block(kind),
            Event::Start(tag @ (Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell)) => {
                let event = self.tables.start(tag);
                self.ready.push_back(event);
            }
            Event::End(tag @ (TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell)) => {
                let event = self.tables.end(tag);
                self.ready.push_back(event);
            }
            Event::TaskListMarker(done) => {
                let state = if done { " checked" } else { "" };
                self.ready.push_back(Event::InlineHtml(format!("<input type=\"checkbox\"{state}> ").into()));
            }
            other => self.ready.push_back(other),
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let content = self.up_to(|end| matches!(end, TagEnd::Heading(_)));
        let title = title(&content);
        let id = self.anchors.unique(&title);
        let start =
            Tag::Heading { level, id: Some(id.clone().into()), classes: Vec::new(), attrs: Vec::new() };
        self.ready.push_back(Event::Start(start));
        for event in content {
            self.accept(event);
        }
        self.ready.push_back(Event::End(TagEnd::Heading(level)));
        self.toc.push(TocItem { level: number(level), id, title });
    }

    fn footnote(&mut self, name: CowStr<'a>) {
        let content = self.up_to(|end| matches!(end, TagEnd::FootnoteDefinition));
        self.footnotes.define(name, content);
    }

    /// The language is the first word of the info string; `rust,ignore` and `rust {1-3}` mean `rust`.
    fn code_block(&mut self, kind: CodeBlockKind<'a>) {
        let kind = match kind {
            CodeBlockKind::Fenced(info) => {
                let language = info.split([' ', ',', '{', '\t']).next().unwrap_or_default();
                CodeBlockKind::Fenced(language.to_ascii_lowercase().into())
            }
            CodeBlockKind::Indented => CodeBlockKind::Indented,
        };
        self.ready.push_back(Event::Start(Tag::CodeBlock(kind)));
    }

    fn up_to(&mut self, is_end: impl Fn(&TagEnd) -> bool) -> Vec<Event<'a>> {
        let mut content = Vec::new();
        while let Some(event) = self.parsed() {
            match event {
                Event::End(end) if is_end(&end) => break,
                other => content.push(other),
            }
        }
        content
    }
}

impl<'a> Iterator for Dialect<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        while self.ready.is_empty() {
            let event = self.parsed()?;
            self.accept(event);
        }
        self.ready.pop_front()
    }
}
