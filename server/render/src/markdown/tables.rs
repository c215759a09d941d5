//! Tables of the dialect: a wrapper that scrolls on narrow screens, and alignment by class instead of `style`.

use std::fmt::Write;

use pulldown_cmark::{Alignment, CowStr, Event, Tag, TagEnd};

/// Where the current table is. Tables do not nest in Markdown, so one is enough.
#[derive(Default)]
pub(super) struct Tables {
    alignments: Vec<Alignment>,
    column: usize,
    cell: &'static str,
}

impl Tables {
    pub(super) fn start<'a>(&mut self, tag: Tag<'a>) -> Event<'a> {
        match tag {
            Tag::Table(alignments) => {
                self.alignments = alignments;
                html("<div class=\"table-wrap\" tabindex=\"0\"><table>")
            }
            Tag::TableHead => {
                (self.column, self.cell) = (0, "th");
                html("<thead><tr>")
            }
            Tag::TableRow => {
                (self.column, self.cell) = (0, "td");
                html("<tr>")
            }
            Tag::TableCell => self.open_cell(),
            other => Event::Start(other),
        }
    }

    pub(super) fn end<'a>(&mut self, tag: TagEnd) -> Event<'a> {
        match tag {
            TagEnd::Table => html("</tbody></table></div>\n"),
            TagEnd::TableHead => html("</tr></thead><tbody>\n"),
            TagEnd::TableRow => html("</tr>\n"),
            TagEnd::TableCell => {
                self.column += 1;
                html(if self.cell == "th" { "</th>" } else { "</td>" })
            }
            other => Event::End(other),
        }
    }

    fn open_cell<'a>(&self) -> Event<'a> {
        let scope = if self.cell == "th" { " scope=\"col\"" } else { "" };
        let mut tag = format!("<{}{scope}", self.cell);
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => "align-start",
            Some(Alignment::Center) => "align-center",
            Some(Alignment::Right) => "align-end",
            Some(Alignment::None) | None => "",
        };
        if !class.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(tag, " class=\"{class}\"");
        }
        tag.push('>');
        Event::Html(tag.into())
    }
}

fn html<'a>(text: &'static str) -> Event<'a> {
    Event::Html(CowStr::Borrowed(text))
}
