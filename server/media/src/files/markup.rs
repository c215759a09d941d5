//! Recognising SVG, HTML and XML, whatever the file is called.
//!
//! These can run script on the origin that serves them, so they are found before anything else is asked.

/// Beginnings that a browser takes for HTML (the list of the WHATWG sniffing standard, without comments).
const HTML_STARTS: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<script",
    "<iframe",
    "<style",
    "<title",
    "<base",
    "<meta",
    "<link",
    "<object",
    "<embed",
];

/// The media type of text that begins as markup, or `None`.
pub(super) fn markup_type(head: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(head).to_lowercase();
    let xml_declared = skip_space_and_comments(&text).starts_with("<?xml");
    let root = skip_prolog(&text);
    if HTML_STARTS.iter().any(|start| root.starts_with(start)) {
        return Some("text/html");
    }
    // A document type is skipped, so that `<!DOCTYPE svg …><svg>` is an SVG.
    let root = skip_doctype(root);
    if is_svg_root(root) {
        Some("image/svg+xml")
    } else if xml_declared || root.starts_with("<!doctype") || root.starts_with("<!entity") {
        Some("application/xml")
    } else {
        None
    }
}

/// `<svg …`, also under a namespace prefix such as `<x:svg`.
fn is_svg_root(root: &str) -> bool {
    let Some(tag) = root.strip_prefix('<') else { return false };
    let name = tag.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
    name == "svg" || name.ends_with(":svg")
}

fn skip_prolog(text: &str) -> &str {
    let mut rest = skip_space_and_comments(text);
    while rest.starts_with("<?") {
        let Some((_, after)) = rest.split_once("?>") else { return rest };
        rest = skip_space_and_comments(after);
    }
    rest
}

fn skip_doctype(text: &str) -> &str {
    if !text.starts_with("<!doctype svg") {
        return text;
    }
    // An internal subset has brackets of its own and may hold `>`.
    let end = text.find('>').unwrap_or(text.len());
    let end = match text.find('[') {
        Some(bracket) if bracket < end => text.find("]>").map_or(text.len(), |at| at + 1),
        _ => end,
    };
    text.get(end + 1..).map_or("<svg", skip_space_and_comments)
}

fn skip_space_and_comments(text: &str) -> &str {
    let mut rest = text.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { return "" };
        rest = after.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_found_behind_marks_space_comments_and_declarations() {
        let cases: &[(&str, Option<&str>)] = &[
            ("<svg xmlns='http://www.w3.org/2000/svg'/>", Some("image/svg+xml")),
            ("\u{feff}<?xml version='1.0'?>\n<!-- a --><!-- b -->\n<SVG>", Some("image/svg+xml")),
            ("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'><svg>", Some("image/svg+xml")),
            ("<!DOCTYPE svg [ <!ENTITY a '>'> ]><svg>", Some("image/svg+xml")),
            ("<x:svg xmlns:x='http://www.w3.org/2000/svg'>", Some("image/svg+xml")),
            ("  <!doctype HTML><p>", Some("text/html")),
            ("<!-- hello --><script>alert(1)</script>", Some("text/html")),
            ("<?xml version='1.0'?><rss></rss>", Some("application/xml")),
            ("<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", Some("application/xml")),
            ("Dear reader, <script> is a tag", None),
            ("# Title\n\n<div>raw</div>", None),
        ];
        for (text, expected) in cases {
            assert_eq!(markup_type(text.as_bytes()), *expected, "{text}");
        }
    }
}
