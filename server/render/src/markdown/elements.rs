//! Which HTML elements and attributes content may use: one table for the nesting pass and the sanitiser.

/// Elements that stay. Everything else loses its tags; its text stays unless it is in [`DROPPED_WITH_CONTENT`].
pub(super) const ALLOWED: &[&str] = &[
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

/// Allowed elements that have no end tag.
pub(super) const VOID: &[&str] = &["br", "col", "hr", "img", "input", "wbr"];

/// Elements whose content is not text for readers. Most of them also switch the browser's parser to other rules, so
/// none of them may reach the sanitiser's parser, which has to see exactly the tags that the nesting pass counted.
pub(super) const DROPPED_WITH_CONTENT: &[&str] = &[
    "iframe", "math", "noembed", "noframes", "object", "script", "select", "style", "svg", "template",
    "textarea", "title", "xmp",
];

/// Attributes allowed on every allowed element.
pub(super) const GENERIC_ATTRIBUTES: &[&str] = &["class", "dir", "id", "lang", "role", "title"];

/// Further attributes of single elements. `href` and `src` are the only addresses: the sanitiser looks at the scheme of
/// those, but not at that of `cite`.
pub(super) const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["aria-label", "href", "hreflang"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["datetime"]),
    ("details", &["open"]),
    ("div", &["tabindex"]),
    ("img", &["alt", "height", "src", "width"]),
    ("input", &["checked", "disabled", "type"]),
    ("ins", &["datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("pre", &["tabindex"]),
    ("section", &["aria-label"]),
    ("td", &["colspan", "headers", "rowspan"]),
    ("th", &["colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
];

/// Schemes of links and images. Relative addresses are allowed too.
pub(super) const URL_SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// The classes that our own dialect writes. Other classes are dropped: content must not dress up as the theme.
pub(super) const CLASSES: &[&str] = &[
    "align-center",
    "align-end",
    "align-start",
    "callout",
    "callout-caution",
    "callout-important",
    "callout-note",
    "callout-tip",
    "callout-title",
    "callout-warning",
    "code",
    "directive",
    "directive-title",
    "footnote-back",
    "footnote-ref",
    "footnotes",
    "math",
    "math-display",
    "table-wrap",
    "task-item",
];

/// The spelling of an allowed element in the table, whatever its case in the source.
pub(super) fn allowed(name: &str) -> Option<&'static str> {
    find(ALLOWED, name)
}

pub(super) fn dropped_with_content(name: &str) -> Option<&'static str> {
    find(DROPPED_WITH_CONTENT, name)
}

fn find(table: &[&'static str], name: &str) -> Option<&'static str> {
    table.iter().copied().find(|known| known.eq_ignore_ascii_case(name))
}
