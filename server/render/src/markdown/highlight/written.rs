//! Tokens as HTML.

use super::Token;
use crate::markdown::escape::push_escaped;

/// HTML of code that grows token by token; neighbours of one kind share a span.
#[derive(Default)]
pub(super) struct Written {
    html: String,
    current: Option<&'static str>,
}

impl Written {
    pub(super) fn push(&mut self, token: Token, text: &str) {
        if text.is_empty() {
            return;
        }
        let class = token.class();
        if class != self.current {
            self.close();
            if let Some(class) = class {
                for part in ["<span class=\"", class, "\">"] {
                    self.html.push_str(part);
                }
            }
            self.current = class;
        }
        push_escaped(&mut self.html, text);
    }

    /// Adds tokens that are written already.
    pub(super) fn push_html(&mut self, html: &str) {
        self.close();
        self.html.push_str(html);
    }

    fn close(&mut self) {
        if self.current.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.close();
        self.html
    }
}
