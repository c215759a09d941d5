//! Writing tags: attributes and texts escaped, one tag on a line.

use serde_json::Value;

/// Tags in the order in which they were added.
#[derive(Default)]
pub(crate) struct Tags {
    html: String,
}

impl Tags {
    /// An element that has attributes and no content.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.html.push('<');
        self.html.push_str(name);
        for (attribute, value) in attributes {
            self.html.push(' ');
            self.html.push_str(attribute);
            self.html.push_str("=\"");
            push_escaped(&mut self.html, value);
            self.html.push('"');
        }
        self.html.push_str(">\n");
    }

    /// `<meta name=… content=…>`; nothing for an empty content.
    pub(super) fn named(&mut self, name: &str, content: &str) {
        if !content.is_empty() {
            self.empty("meta", &[("name", name), ("content", content)]);
        }
    }

    /// `<meta property=… content=…>`; nothing for an empty content.
    pub(super) fn property(&mut self, property: &str, content: &str) {
        if !content.is_empty() {
            self.empty("meta", &[("property", property), ("content", content)]);
        }
    }

    pub(super) fn title(&mut self, title: &str) {
        self.html.push_str("<title>");
        push_escaped(&mut self.html, title);
        self.html.push_str("</title>\n");
    }

    /// Nothing in it may look like the end of the element; whoever makes it sees to that.
    pub(super) fn style(&mut self, style: &str) {
        self.html.push_str("<style>");
        self.html.push_str(style);
        self.html.push_str("</style>\n");
    }

    /// Data for machines.
    pub(super) fn json_ld(&mut self, data: &Value) {
        self.html.push_str("<script type=\"application/ld+json\">");
        self.html.push_str(&inert(&data.to_string()));
        self.html.push_str("</script>\n");
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.html.is_empty()
    }

    pub(crate) fn into_html(mut self) -> String {
        self.html.truncate(self.html.trim_end().len());
        self.html
    }
}

fn push_escaped(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            // A browser reads it as U+FFFD anyway, and calls the page invalid.
            '\0' => {}
            letter => html.push(letter),
        }
    }
}

/// JSON in which nothing ends or begins a script, a comment or a line of JavaScript. These characters stand in strings
/// only, where `\u` says the same.
fn inert(json: &str) -> String {
    let mut inert = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' => inert.push_str("\\u003c"),
            '>' => inert.push_str("\\u003e"),
            '&' => inert.push_str("\\u0026"),
            '\u{2028}' => inert.push_str("\\u2028"),
            '\u{2029}' => inert.push_str("\\u2029"),
            letter => inert.push(letter),
        }
    }
    inert
}
