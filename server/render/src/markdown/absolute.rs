//! Safe HTML for readers elsewhere: every address in it made absolute.

use super::SafeHtml;
use super::tags::{Piece, attributes, pieces};

/// Attributes that hold one address.
const ADDRESSES: [&str; 2] = ["href", "src"];
/// Attributes that choose between addresses of one picture; without them `src` is shown.
const CHOICES: [&str; 2] = ["srcset", "sizes"];

impl SafeHtml {
    /// The HTML for somebody who is not on the page at `page`, a full address on the site at `site`, which has no
    /// slash at its end.
    pub fn with_absolute_addresses(&self, site: &str, page: &str) -> String {
        let base = Base { site: &escaped(site), page: &escaped(page) };
        let mut html = String::with_capacity(self.as_str().len() + 1024);
        for piece in pieces(self.as_str()) {
            match piece {
                Piece::Text(text) => html.push_str(text),
                Piece::End { name } => push_all(&mut html, &["</", name, ">"]),
                Piece::Start { name, attributes } => base.push_tag(&mut html, name, attributes),
            }
        }
        html
    }
}

/// Both are escaped as attribute values are, so that they can stand before one.
struct Base<'a> {
    site: &'a str,
    page: &'a str,
}

impl Base<'_> {
    fn push_tag(&self, html: &mut String, name: &str, raw: &str) {
        push_all(html, &["<", name]);
        for (attribute, value) in attributes(raw).filter(|(attribute, _)| !CHOICES.contains(attribute)) {
            let before = if ADDRESSES.contains(&attribute) { self.before(value) } else { "" };
            push_all(html, &[" ", attribute, "=\"", before]);
            // The sanitiser writes double quotes only; a value in others must not end early in ours.
            html.push_str(&value.replace('"', "&quot;"));
            html.push('"');
        }
        html.push('>');
    }

    /// What an address lacks (RFC 3986, 4.2), so that it is absolute when it stands behind it.
    fn before(&self, address: &str) -> &str {
        if address.starts_with("//") {
            return self.site.find("//").and_then(|at| self.site.get(..at)).unwrap_or_default();
        }
        match address.bytes().next() {
            Some(b'/') => self.site,
            Some(b'#' | b'?') | None => self.page,
            Some(_) if has_scheme(address) => "",
            Some(_) => self.page.rfind('/').and_then(|at| self.page.get(..=at)).unwrap_or_default(),
        }
    }
}

fn has_scheme(address: &str) -> bool {
    let end = address.find([':', '/', '?', '#']);
    end.is_some_and(|at| address.as_bytes().get(at) == Some(&b':'))
}

fn escaped(address: &str) -> String {
    address.replace('&', "&amp;").replace('"', "&quot;")
}

fn push_all(html: &mut String, parts: &[&str]) {
    for part in parts {
        html.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use crate::render;

    fn check(source: &str, expected: &str) {
        let html = render(source).unwrap().html;
        let absolute = html.with_absolute_addresses("https://example.org", "https://example.org/blog/a&b");
        assert_eq!(absolute.trim(), expected, "{source}");
    }

    #[test]
    fn every_address_is_absolute_and_nothing_else_changes() {
        for (address, expected) in [
            ("/about?a=1&b=2", "https://example.org/about?a=1&amp;b=2"),
            ("#part", "https://example.org/blog/a&amp;b#part"),
            ("?x", "https://example.org/blog/a&amp;b?x"),
            ("next", "https://example.org/blog/next"),
            ("../up", "https://example.org/blog/../up"),
            ("//cdn.example/x", "https://cdn.example/x"),
            ("https://else.example/", "https://else.example/"),
            ("mailto:a@example.org", "mailto:a@example.org"),
        ] {
            check(&format!("[x]({address})"), &format!("<p><a href=\"{expected}\">x</a></p>"));
        }
        check(
            "1 < 2 & \"3\" <b title='a\"b'>x</b>",
            "<p>1 &lt; 2 &amp; \"3\" <b title=\"a&quot;b\">x</b></p>",
        );
    }

    #[test]
    fn pictures_too() {
        let html = render("![a](/media/x/y.png)").unwrap().html;
        let absolute = html.with_absolute_addresses("https://example.org", "https://example.org/p");
        assert!(absolute.contains(" src=\"https://example.org/media/x/y.png\""), "{absolute}");
    }
}
