//! HTML as a browser's parser reads it, and what in it is not harmless.
//!
//! The lists of elements and attributes repeat those of `markdown/elements.rs` on purpose: they are a second opinion. A
//! test that read the sanitiser's own table would agree with every mistake in it, so whoever allows something there has
//! to write it down here as well, and to think about it twice.

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, ParseOpts, QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// What was found in a parsed piece of HTML.
pub(super) struct Document {
    pub(super) complaints: Vec<String>,
    pub(super) depth: usize,
}

/// The elements that content may become.
const ELEMENTS: &[&str] = &[
    "html",
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-label",
    "checked",
    "class",
    "colspan",
    "datetime",
    "dir",
    "disabled",
    "headers",
    "height",
    "href",
    "hreflang",
    "id",
    "lang",
    "loading",
    "open",
    "reversed",
    "role",
    "rowspan",
    "scope",
    "span",
    "src",
    "start",
    "tabindex",
    "title",
    "type",
    "value",
    "width",
];

const FORMULA: &[&str] = &[
    "math",
    "menclose",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
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
    "mtext",
    "mtr",
    "munder",
    "munderover",
];

const FORMULA_ATTRIBUTES: &[&str] = &[
    "accent",
    "class",
    "depth",
    "display",
    "displaystyle",
    "height",
    "largeop",
    "linethickness",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "scriptlevel",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

/// Parses with and without scripting, because the two read `noscript` in different ways.
pub(super) fn parse(html: &str) -> Document {
    let mut document = Document { complaints: Vec::new(), depth: 0 };
    for scripting in [true, false] {
        let parsed = dom(html, scripting);
        document.walk(&parsed.document, 0);
        let written = text(&parsed);
        let again = text(&dom(&written, scripting));
        if again != written {
            document.complaints.push(format!("reads otherwise the second time: {again}"));
        }
    }
    document
}

fn dom(html: &str, scripting_enabled: bool) -> RcDom {
    let tree_builder = TreeBuilderOpts { scripting_enabled, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let context = QualName::new(None, ns!(html), local_name!("div"));
    parse_fragment(RcDom::default(), options, context, Vec::new(), scripting_enabled).one(html)
}

/// The tree as HTML again. The parser's own serializer takes quadratic time for a long text with many `&`.
fn text(dom: &RcDom) -> String {
    let mut html = String::new();
    write(&dom.document, &mut html);
    html
}

fn write(node: &Handle, html: &mut String) {
    let escape = |text: &str| {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
    };
    let mut end = String::new();
    match &node.data {
        NodeData::Element { name, attrs, .. } if &*name.local != "html" => {
            html.extend(["<", &*name.local]);
            for Attribute { name, value } in attrs.borrow().iter() {
                html.extend([" ", &*name.local, "=\"", escape(value).as_str(), "\""]);
            }
            // The parser drops one line break at the beginning of preformatted text.
            html.push_str(if &*name.local == "pre" { ">\n" } else { ">" });
            if !["br", "col", "hr", "img", "input", "wbr"].contains(&&*name.local) {
                end = format!("</{}>", name.local);
            }
        }
        NodeData::Text { contents } => html.push_str(&escape(&contents.borrow())),
        _ => {}
    }
    for child in node.children.borrow().iter() {
        write(child, html);
    }
    html.push_str(&end);
}

impl Document {
    fn walk(&mut self, node: &Handle, depth: usize) {
        self.depth = self.depth.max(depth);
        match &node.data {
            NodeData::Element { name, attrs, .. } => self.element(name, &attrs.borrow()),
            NodeData::Document | NodeData::Text { .. } => {}
            other => self.complaints.push(format!("{other:?}")),
        }
        for child in node.children.borrow().iter() {
            self.walk(child, depth + 1);
        }
    }

    fn element(&mut self, name: &QualName, attributes: &[Attribute]) {
        let (elements, allowed) = if name.ns == ns!(mathml) {
            (FORMULA, FORMULA_ATTRIBUTES)
        } else if name.ns == ns!(html) {
            (ELEMENTS, ATTRIBUTES)
        } else {
            return self.complaints.push(format!("{name:?}"));
        };
        if !elements.contains(&&*name.local) {
            self.complaints.push(format!("<{}>", name.local));
        }
        for Attribute { name: attribute, value } in attributes {
            let local = &*attribute.local;
            if attribute.ns != ns!() || !allowed.contains(&local) {
                self.complaints.push(format!("<{} {local}={value}>", name.local));
            }
            if matches!(local, "href" | "src") && !is_harmless_address(value) {
                self.complaints.push(format!("the address {value}"));
            }
            let is_clobbering = local == "id" && matches!(&*name.local, "img" | "input");
            let is_other_input = &*name.local == "input" && local == "type" && &**value != "checkbox";
            if is_clobbering || is_other_input {
                self.complaints.push(format!("<{} {local}={value}>", name.local));
            }
        }
    }
}

/// An address is read as browsers read it: without spaces and control characters around and tabs and lines inside.
fn is_harmless_address(value: &str) -> bool {
    let kept: String = value.chars().filter(|sign| !matches!(sign, '\t' | '\n' | '\r')).collect();
    let address = kept.trim_matches(|sign| sign <= ' ').to_ascii_lowercase();
    let before_path = address.split(['/', '?', '#']).next().unwrap_or_default();
    match before_path.split_once(':') {
        // What no scheme may be called is the beginning of a relative path.
        Some((scheme, _))
            if scheme.chars().all(|sign| sign.is_ascii_alphanumeric() || "+-.".contains(sign)) =>
        {
            ["http", "https", "mailto", "tel"].contains(&scheme)
        }
        Some(_) | None => true,
    }
}
