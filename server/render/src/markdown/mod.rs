//! Markdown in, safe HTML out: the one pipeline that content passes on its way to a page.
//!
//! It owns the dialect (`docs/reference/markdown.md`), heading anchors, the table of contents, the excerpt, the
//! references to our own documents, and the decision which HTML is safe. Steps, in this order: `directives` finds the
//! fences that the parser does not know, `dialect` turns the source into events of our dialect, `nesting` makes the
//! tags well nested and not too deep, `levels` puts headings below the title of the page, [`references`] reads the
//! links, `sanitise` has the last word about HTML, and `math` puts formulas in, about which `mathml` has the last word.
//! It does not know themes.

mod absolute;
mod autolinks;
mod callouts;
mod code;
mod destinations;
mod dialect;
mod directives;
mod elements;
mod escape;
mod excerpt;
mod figures;
mod filled;
mod footnotes;
mod headings;
mod highlight;
mod kept;
mod levels;
mod math;
mod mathml;
mod nesting;
mod references;
mod safe_html;
mod sanitise;
mod source;
mod tables;
mod tags;
mod wording;

pub use destinations::rewrite_destinations;
pub(crate) use escape::push_escaped;
pub use excerpt::excerpt;
pub(crate) use excerpt::{plain_text, shorten};
pub use filled::{Known, KnownFile};
pub use headings::TocItem;
pub use kept::{KeptRendered, RENDERER, made_by, rendering_key};
pub use references::References;
pub use safe_html::SafeHtml;
pub use wording::Wording;

use crate::RenderError;

/// The longest source that is rendered, in bytes.
pub const MAX_SOURCE: usize = 2 * 1024 * 1024;

/// The length of [`Rendered::excerpt`] in characters.
pub const EXCERPT_LENGTH: usize = 240;

/// What one Markdown source becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    pub html: SafeHtml,
    pub toc: Vec<TocItem>,
    /// Plain text of the beginning, at most 240 characters.
    pub excerpt: String,
    pub references: References,
}

/// Renders Markdown to HTML that is safe to show to anybody; the words that it adds are English.
///
/// A source of the permitted size may take a few hundred milliseconds: call it off the async threads.
pub fn render(source: &str) -> Result<Rendered, RenderError> {
    render_in(Wording::default(), source)
}

/// As [`render`], with words in the language of the text.
pub fn render_in(wording: Wording, source: &str) -> Result<Rendered, RenderError> {
    if source.len() > MAX_SOURCE {
        return Err(RenderError::SourceTooLarge { limit: MAX_SOURCE, found: source.len() });
    }
    let mut document = dialect::document(&directives::prepare(source, wording), wording);
    let html = levels::fitted(nesting::well_nested(&document.html), &mut document.toc);
    let references = references::find(&html);
    Ok(Rendered {
        html: sanitise::render_safe(&html, document.formulas),
        toc: document.toc,
        excerpt: excerpt(source, EXCERPT_LENGTH),
        references,
    })
}

/// The anchors of a source, in order: those of its headings and those that were written as HTML.
///
/// A source that is too long to be rendered has none.
pub fn anchors(source: &str) -> Vec<String> {
    if source.len() > MAX_SOURCE {
        return Vec::new();
    }
    let prepared = directives::prepare(source, Wording::default());
    sanitise::anchors(&nesting::well_nested(&dialect::unstyled(&prepared)))
}

/// The assets and documents that a source names, in order of appearance, each once.
///
/// A source that is too long to be rendered names nothing.
pub fn references(source: &str) -> References {
    if source.len() > MAX_SOURCE {
        return References::default();
    }
    let prepared = directives::prepare(source, Wording::default());
    references::find(&nesting::well_nested(&dialect::unstyled(&prepared)))
}
