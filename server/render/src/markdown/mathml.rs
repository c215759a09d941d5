//! Which `MathML` is safe: formulas are written anew from an allow-list, or refused whole.
//!
//! The converter is trusted to understand TeX, not to write safe markup. What leaves this module has only these
//! elements, well nested, and no HTML inside them, so a browser's parser never changes its rules within a formula.

use super::tags::{Piece, attributes, pieces};

/// Elements with others inside.
const CONTAINERS: &[&str] = &[
    "math",
    "menclose",
    "merror",
    "mfrac",
    "mmultiscripts",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtr",
    "munder",
    "munderover",
];
/// Elements with text inside and nothing else: in these a browser would read HTML.
const TOKENS: &[&str] = &["mi", "mn", "mo", "ms", "mtext"];

const ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "class",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

/// The deepest nesting of elements in a formula.
const MAX_DEPTH: usize = 60;

/// The formula with allowed elements and attributes only; none when it is anything else than one formula.
pub(super) fn checked(mathml: &str) -> Option<String> {
    let mut formula = Formula::default();
    for piece in pieces(mathml) {
        match piece {
            Piece::Start { name, attributes } => formula.start(name, attributes)?,
            Piece::End { name } => formula.end(name)?,
            Piece::Text(text) => formula.text(text)?,
        }
    }
    (formula.open.is_empty() && !formula.html.is_empty()).then_some(formula.html)
}

#[derive(Default)]
struct Formula {
    html: String,
    open: Vec<&'static str>,
}

impl Formula {
    fn start(&mut self, name: &str, raw: &str) -> Option<()> {
        let known = CONTAINERS.iter().chain(TOKENS).copied().find(|known| *known == name)?;
        let is_root = known == "math";
        if is_root != self.open.is_empty() || (is_root && !self.html.is_empty()) {
            return None;
        }
        if self.open.len() >= MAX_DEPTH || self.open.last().is_some_and(|last| TOKENS.contains(last)) {
            return None;
        }
        self.html.push('<');
        self.html.push_str(known);
        for (attribute, value) in attributes(raw) {
            if ATTRIBUTES.contains(&attribute) && is_plain(value) {
                for part in [" ", attribute, "=\"", value, "\""] {
                    self.html.push_str(part);
                }
            }
        }
        self.html.push('>');
        self.open.push(known);
        if raw.ends_with('/') { self.end(known) } else { Some(()) }
    }

    fn end(&mut self, name: &str) -> Option<()> {
        let open = self.open.pop().filter(|open| *open == name)?;
        for part in ["</", open, ">"] {
            self.html.push_str(part);
        }
        Some(())
    }

    fn text(&mut self, text: &str) -> Option<()> {
        let in_token = self.open.last().is_some_and(|last| TOKENS.contains(last));
        if !in_token && !text.trim().is_empty() || text.contains(['<', '\0']) {
            return None;
        }
        let mut parts = text.split('&');
        self.html.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let is_entity = ["amp;", "lt;", "gt;", "quot;"].iter().any(|entity| part.starts_with(entity));
            self.html.push_str(if is_entity { "&" } else { "&amp;" });
            self.html.push_str(part);
        }
        Some(())
    }
}

/// Numbers with units, and words: nothing that a quoted attribute could end in.
fn is_plain(value: &str) -> bool {
    value.len() <= 100
        && value
            .chars()
            .all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, ' ' | '.' | '-' | '+' | '%'))
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn a_formula_is_written_anew() {
        let formula = "<math display=\"inline\"><mi style=\"color: red\" onclick=x>a</mi><mspace width=\"1em\" /></math>";
        let expected = "<math display=\"inline\"><mi>a</mi><mspace width=\"1em\"></mspace></math>";
        assert_eq!(checked(formula).as_deref(), Some(expected));
        assert_eq!(checked("<math><mo>&</mo></math>").as_deref(), Some("<math><mo>&amp;</mo></math>"));
    }

    #[test]
    fn what_is_not_one_formula_is_refused() {
        for refused in [
            "",
            "x",
            "<mi>a</mi>",
            "<math><mi>a</math>",
            "<math></math><math></math>",
            "<math><mtext><img src=x></mtext></math>",
            "<math><mtext><mi>a</mi></mtext></math>",
            "<math><annotation-xml><p>x</p></annotation-xml></math>",
            "<math><mglyph></mglyph></math>",
            "<math><script>x</script></math>",
            "<math>a</math>",
            "<math><mi>a",
        ] {
            assert_eq!(checked(refused), None, "{refused}");
        }
    }
}
