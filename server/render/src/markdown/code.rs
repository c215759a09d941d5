//! Code blocks: which language they are in, their colours and their title.

use super::escape::{escaped, push_escaped};
use super::highlight;

/// How much code of one document is coloured, in bytes. The rest is shown plain: each token costs a tag.
const MAX_HIGHLIGHTED: usize = 128 * 1024;

/// The code blocks of one document.
pub(super) struct CodeBlocks {
    /// How much more of it is coloured.
    left: usize,
}

impl Default for CodeBlocks {
    fn default() -> Self {
        Self { left: MAX_HIGHLIGHTED }
    }
}

impl CodeBlocks {
    pub(super) const fn without_colours() -> Self {
        Self { left: 0 }
    }

    /// A block with what stands behind its fence; the language is its first word: `rust,ignore` and `rust {1-3}` mean
    /// `rust`.
    pub(super) fn html(&mut self, info: &str, code: &str) -> String {
        let language = info.split([' ', ',', '{', '\t']).next().unwrap_or_default().to_ascii_lowercase();
        let coloured = if code.len() <= self.left { highlight::highlighted(&language, code) } else { None };
        let mut html = String::with_capacity(code.len() * 2 + 100);
        let title = title(info);
        if let Some(title) = title {
            html.push_str("<figure class=\"code\"><figcaption>");
            push_escaped(&mut html, title);
            html.push_str("</figcaption>");
        }
        html.push_str("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            html.push_str(" class=\"language-");
            html.push_str(&escaped(&language));
            html.push('"');
        }
        html.push('>');
        match coloured {
            Some(coloured) => {
                self.left -= code.len();
                html.push_str(&coloured);
            }
            None => push_escaped(&mut html, code),
        }
        html.push_str(if title.is_some() { "</code></pre></figure>\n" } else { "</code></pre>\n" });
        html
    }
}

/// The name of the file in `rust title="main.rs"`.
fn title(info: &str) -> Option<&str> {
    let (_, rest) = info.split_once("title=\"")?;
    rest.split_once('"').map(|(title, _)| title.trim()).filter(|title| !title.is_empty())
}
