//! Our Markdown dialect: turns the parser's events into ours and writes them as HTML.
//!
//! One function per family of events. What comes out still holds whatever HTML the author wrote, so it is not safe.

use std::collections::VecDeque;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd, html};

use super::callouts::Callout;
use super::code::CodeBlocks;
use super::directives::Prepared;
use super::footnotes::Footnotes;
use super::headings::{Anchors, number, title};
use super::math::Formulas;
use super::source::{self, Events};
use super::tables::Tables;
use super::{TocItem, Wording};
use super::{autolinks, figures};

/// A document as unsafe HTML, with its headings and formulas.
pub(super) struct Document {
    pub(super) html: String,
    pub(super) toc: Vec<TocItem>,
    pub(super) formulas: Formulas,
}

pub(super) fn document(prepared: &Prepared<'_>, wording: Wording) -> Document {
    let mut dialect = Dialect::new(prepared, wording);
    let html = dialect.written();
    Document { html, toc: dialect.toc, formulas: dialect.formulas }
}

/// The same HTML without colours and formulas, for who looks at its links only.
pub(super) fn unstyled(prepared: &Prepared<'_>) -> String {
    let (code_blocks, formulas) = (CodeBlocks::without_colours(), Formulas::unconverted());
    Dialect { code_blocks, formulas, ..Dialect::new(prepared, Wording::default()) }.written()
}

/// An iterator over the events of the dialect, so that even a large document is never held as a list of events.
struct Dialect<'a> {
    wording: Wording,
    events: Events<'a>,
    ready: VecDeque<Event<'a>>,
    /// Events that were looked at, and those of footnotes, that wait to pass the dialect.
    deferred: VecDeque<Event<'a>>,
    anchors: Anchors,
    footnotes: Footnotes<'a>,
    tables: Tables,
    code_blocks: CodeBlocks,
    formulas: Formulas,
    /// Links and pictures around the current place; addresses in them are not linked once more.
    links: usize,
    images: usize,
    /// A link that the author wrote as HTML, until the end of its paragraph.
    html_link: bool,
    /// The label of a task's box, until the end of its line.
    label: bool,
    toc: Vec<TocItem>,
}

impl<'a> Dialect<'a> {
    fn new(prepared: &'a Prepared<'_>, wording: Wording) -> Self {
        Self {
            wording,
            events: source::events(prepared),
            ready: VecDeque::new(),
            deferred: VecDeque::new(),
            anchors: Anchors::default(),
            footnotes: Footnotes::new(wording),
            tables: Tables::default(),
            code_blocks: CodeBlocks::default(),
            formulas: Formulas::default(),
            links: 0,
            images: 0,
            html_link: false,
            label: false,
            toc: Vec::new(),
        }
    }

    fn written(&mut self) -> String {
        let mut written = String::new();
        html::push_html(&mut written, self.by_ref());
        written
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
        if self.images > 0 {
            return self.in_image(event);
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.links == 0 && !self.html_link => self.text(text),
            Event::InlineHtml(html) => {
                let tag = html.get(..3).unwrap_or_default().to_ascii_lowercase();
                self.html_link = (self.html_link || tag == "<a ") && tag != "</a";
                self.ready.push_back(Event::InlineHtml(html));
            }
            Event::FootnoteReference(name) => {
                let mark = self.footnotes.mention(name);
                self.ready.push_back(mark);
            }
            Event::InlineMath(tex) => {
                let formula = self.formulas.inline(&tex);
                self.ready.push_back(Event::InlineHtml(formula.into()));
            }
            Event::DisplayMath(tex) => {
                let formula = self.formulas.display(&tex);
                self.ready.push_back(Event::InlineHtml(formula.into()));
            }
            Event::TaskListMarker(done) => {
                let state = if done { " checked" } else { "" };
                let label = format!("<label><input type=\"checkbox\"{state}> ");
                self.ready.push_back(Event::InlineHtml(label.into()));
                self.label = true;
            }
            other => self.ready.push_back(other),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        if !is_inline(tag.to_end()) {
            self.end_of_line();
        }
        match tag {
            Tag::Heading { level, id, .. } => self.heading(level, id.as_deref()),
            Tag::FootnoteDefinition(name) => self.footnote(name),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::Paragraph => self.paragraph(),
            Tag::BlockQuote(Some(kind)) => {
                self.ready.push_back(Event::Html(Callout::of_quote(kind).opening("", self.wording).into()));
            }
            tag @ (Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell) => {
                let event = self.tables.start(tag);
                self.ready.push_back(event);
            }
            tag => {
                self.links += usize::from(matches!(tag, Tag::Link { .. }));
                self.images += usize::from(matches!(tag, Tag::Image { .. }));
                self.ready.push_back(Event::Start(tag));
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if !is_inline(tag) {
            self.end_of_line();
        }
        match tag {
            TagEnd::BlockQuote(Some(_)) => self.ready.push_back(Event::Html("</div>\n".into())),
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                let event = self.tables.end(tag);
                self.ready.push_back(event);
            }
            tag => {
                self.links -= usize::from(self.links > 0 && tag == TagEnd::Link);
                self.ready.push_back(Event::End(tag));
            }
        }
    }

    /// Ends what goes no further than the words of one block.
    fn end_of_line(&mut self) {
        self.html_link = false;
        if std::mem::take(&mut self.label) {
            self.ready.push_back(Event::InlineHtml("</label>".into()));
        }
    }

    /// What describes a picture becomes plain words in an attribute.
    fn in_image(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.images += 1,
            Event::End(TagEnd::Image) => self.images -= 1,
            _ => {}
        }
        self.ready.push_back(match event {
            Event::FootnoteReference(_) | Event::Html(_) | Event::InlineHtml(_) => return,
            Event::InlineMath(words) | Event::DisplayMath(words) | Event::Code(words) => Event::Text(words),
            other => other,
        });
    }

    fn text(&mut self, text: CowStr<'a>) {
        let found = autolinks::addresses(&text);
        if found.is_empty() {
            return self.ready.push_back(Event::Text(text));
        }
        let piece = |place: std::ops::Range<usize>| {
            Event::Text(text.get(place).unwrap_or_default().to_owned().into())
        };
        let mut copied = 0;
        for address in found {
            self.ready.push_back(piece(copied..address.place.start));
            let (title, id) = (CowStr::Borrowed(""), CowStr::Borrowed(""));
            let link_type = LinkType::Autolink;
            let link = Tag::Link { link_type, dest_url: address.href.into(), title, id };
            self.ready.push_back(Event::Start(link));
            self.ready.push_back(piece(address.place.clone()));
            self.ready.push_back(Event::End(TagEnd::Link));
            copied = address.place.end;
        }
        self.ready.push_back(piece(copied..text.len()));
    }

    fn heading(&mut self, level: HeadingLevel, wanted: Option<&str>) {
        let content = self.up_to(|end| matches!(end, TagEnd::Heading(_)));
        let title = title(&content);
        let id = self.anchors.unique(wanted.unwrap_or(&title));
        let start =
            Tag::Heading { level, id: Some(id.clone().into()), classes: Vec::new(), attrs: Vec::new() };
        self.ready.push_back(Event::Start(start));
        for event in content {
            self.accept(event);
        }
        self.ready.push_back(Event::End(TagEnd::Heading(level)));
        if !title.is_empty() {
            self.toc.push(TocItem { level: number(level), id, title });
        }
    }

    fn footnote(&mut self, name: CowStr<'a>) {
        let content = self.up_to(|end| matches!(end, TagEnd::FootnoteDefinition));
        self.footnotes.define(name, content);
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'a>) {
        let content = self.up_to(|end| matches!(end, TagEnd::CodeBlock));
        let code: String = content
            .iter()
            .map(|event| if let Event::Text(text) = event { text.as_ref() } else { "" })
            .collect();
        let info = match kind {
            CodeBlockKind::Fenced(info) => info,
            CodeBlockKind::Indented => "",
        };
        self.ready.push_back(Event::Html(self.code_blocks.html(info, &code).into()));
    }

    /// A paragraph, or the figure that it is when it is nothing but a picture with a title.
    fn paragraph(&mut self) {
        let mut content = Vec::new();
        while content.len() < figures::LONGEST {
            let Some(event) = self.parsed() else { break };
            let ends = matches!(event, Event::End(TagEnd::Paragraph));
            let may_be_figure =
                !content.is_empty() || matches!(event, Event::Start(Tag::Image { .. } | Tag::Link { .. }));
            content.push(event);
            if ends || !may_be_figure {
                break;
            }
        }
        let is_whole = matches!(content.last(), Some(Event::End(TagEnd::Paragraph)));
        let end = if is_whole { content.pop() } else { None };
        if is_whole && figures::figure(&mut content) {
            return content.into_iter().for_each(|event| self.accept(event));
        }
        self.ready.push_back(Event::Start(Tag::Paragraph));
        for event in content.into_iter().chain(end).rev() {
            self.deferred.push_front(event);
        }
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

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
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
