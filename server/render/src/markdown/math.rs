//! Formulas: `$…$` and `$$…$$` in TeX, shown as `MathML`.
//!
//! A formula passes the sanitiser as its source, in an element that names its number. Afterwards the `MathML` of that
//! number takes its place; what the sanitiser's policy is for HTML, `mathml` is for formulas. A formula that cannot be
//! understood stays its source.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::escape::escaped;
use super::mathml;
use super::tags::{Piece, attributes, pieces};

/// The longest formula in bytes, and how much of a document may be formulas.
const MAX_FORMULA: usize = 2000;
const MAX_FORMULAS: usize = 64 * 1024;
/// The most commands in a row: each may be the argument of the one before it, and the parser calls itself for those.
const MAX_COMMANDS_IN_A_ROW: usize = 30;
/// Commands that define others. An expansion may be far larger than its formula.
const DEFINITIONS: [&str; 8] =
    ["def", "gdef", "edef", "xdef", "let", "futurelet", "newcommand", "renewcommand"];

/// What the ids of formulas begin with until the formulas take their place.
const ID: &str = "math:";

/// The formulas of one document.
#[derive(Debug)]
pub(super) struct Formulas {
    found: Vec<Option<String>>,
    /// How many more bytes may be formulas.
    left: usize,
}

impl Default for Formulas {
    fn default() -> Self {
        Self { found: Vec::new(), left: MAX_FORMULAS }
    }
}

impl Formulas {
    /// Every formula stays its source.
    pub(super) const fn unconverted() -> Self {
        Self { found: Vec::new(), left: 0 }
    }

    /// Takes a formula in; gives the HTML that stands for it.
    pub(super) fn inline(&mut self, tex: &str) -> String {
        self.take(tex, DisplayMode::Inline)
    }

    pub(super) fn display(&mut self, tex: &str) -> String {
        self.take(tex, DisplayMode::Block)
    }

    fn take(&mut self, tex: &str, mode: DisplayMode) -> String {
        let class = match mode {
            DisplayMode::Inline => "math",
            DisplayMode::Block => "math math-display",
        };
        let fits = tex.len() <= self.left && is_harmless(tex);
        self.left = self.left.saturating_sub(tex.len());
        let Some(formula) = fits.then(|| converted(tex, mode)).flatten() else {
            return format!("<code class=\"{class}\">{}</code>", escaped(tex));
        };
        self.found.push(Some(formula));
        format!("<code class=\"{class}\" id=\"{ID}{}\">{}</code>", self.found.len() - 1, escaped(tex))
    }

    /// Puts the formulas where they belong, each once, in HTML that the sanitiser has written.
    pub(super) fn put_in(mut self, html: String) -> String {
        if self.found.is_empty() {
            return html;
        }
        let mut whole = String::with_capacity(html.len() * 2);
        let mut copied = 0;
        let mut rest = pieces(&html);
        while let Some(piece) = rest.next() {
            let Piece::Start { name: "code", attributes: raw } = piece else { continue };
            let Some(number) = number(raw) else { continue };
            let start = html.len() - rest.left() - raw.len() - "<code>".len();
            let Some(formula) = self.found.get_mut(number).and_then(Option::take) else { continue };
            if !rest.skip_to_end_of("code") {
                break;
            }
            whole.push_str(html.get(copied..start).unwrap_or_default());
            whole.push_str(&formula);
            copied = html.len() - rest.left();
        }
        whole.push_str(html.get(copied..).unwrap_or_default());
        whole
    }
}

fn number(raw: &str) -> Option<usize> {
    attributes(raw).find(|(name, _)| *name == "id").and_then(|(_, id)| id.strip_prefix(ID)?.parse().ok())
}

/// Whether the converter needs no more than a bounded time and a bounded stack.
fn is_harmless(tex: &str) -> bool {
    let mut in_a_row = 0;
    let mut words = tex.split('\\');
    let mut harmless = tex.len() <= MAX_FORMULA;
    words.next();
    for word in words {
        let name = word.len() - word.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).len();
        let (name, rest) = word.split_at(name);
        harmless &= !DEFINITIONS.contains(&name);
        in_a_row = if rest.trim().is_empty() { in_a_row + 1 } else { 0 };
        harmless &= in_a_row <= MAX_COMMANDS_IN_A_ROW;
    }
    harmless
}

fn converted(tex: &str, mode: DisplayMode) -> Option<String> {
    // A mistake in the converter costs this formula, not the page.
    catch_unwind(AssertUnwindSafe(|| {
        let storage = Storage::new();
        if Parser::new(tex, &storage).any(|event| event.is_err()) {
            return None;
        }
        let mut html = String::with_capacity(tex.len() * 16);
        let config = RenderConfig { display_mode: mode, ..RenderConfig::default() };
        push_mathml(&mut html, Parser::new(tex, &storage), config).ok()?;
        mathml::checked(&html)
    }))
    .ok()
    .flatten()
}
