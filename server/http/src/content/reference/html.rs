//! HTML that is written piece by piece: what is not ours goes through [`Page::text`].

/// A page on its way.
#[derive(Debug, Default)]
pub(super) struct Page(String);

impl Page {
    /// Markup that stands in this program.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Anything, as text or as the value of a quoted attribute.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                c => self.0.push(c),
            }
        }
        self
    }

    pub(super) fn element(&mut self, name: &'static str, text: &str) -> &mut Self {
        self.raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">\n")
    }

    pub(super) fn code(&mut self, text: &str) -> &mut Self {
        self.raw("<code>").text(text).raw("</code>")
    }

    /// A heading that links lead to.
    pub(super) fn heading(&mut self, name: &'static str, (kind, id): (&'static str, &str), text: &str) {
        self.raw("<").raw(name).raw(" id=\"").raw(kind).raw("-").text(&anchor(id)).raw("\">");
        self.text(text).raw("</").raw(name).raw(">\n");
    }

    /// A link to a heading.
    pub(super) fn link(&mut self, (kind, id): (&'static str, &str), text: &str) -> &mut Self {
        self.raw("<a href=\"#").raw(kind).raw("-").text(&anchor(id)).raw("\">").code(text).raw("</a>")
    }

    /// A paragraph in which what stands in backticks is code; nothing when there is nothing to say.
    pub(super) fn prose(&mut self, text: &str) {
        if !text.is_empty() {
            self.raw("<p>").words(text).raw("</p>\n");
        }
    }

    /// As [`Page::prose`], within something else.
    pub(super) fn words(&mut self, text: &str) -> &mut Self {
        for (index, part) in text.split('`').enumerate() {
            if index % 2 == 1 {
                self.code(part)
            } else {
                self.text(part)
            };
        }
        self
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// What can be the id of an element.
fn anchor(id: &str) -> String {
    id.chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' })
        .collect()
}
