//! Filling the holes of rendered Markdown: its lasting addresses become what they lead to at this moment.
//!
//! `/go/{id}` becomes the path of the entry, so that a reader saves a redirect, and a picture gets the size that is
//! known of it, so that the page does not jump. What is not known stays as it is and still works.

use std::collections::HashMap;

use galley_domain::ids::DocumentId;

use super::SafeHtml;
use super::escape::push_escaped;
use super::references::{asset, document};
use super::tags::{Piece, attributes, pieces};

/// What is known of the documents and files that a text names.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Paths of entries, encoded as in a URL.
    pub paths: HashMap<DocumentId, String>,
    pub files: HashMap<DocumentId, KnownFile>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFile {
    /// Its path, encoded as in a URL.
    pub url: String,
    pub alt: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

impl SafeHtml {
    /// The HTML with its addresses filled in.
    #[must_use]
    pub fn filled(&self, known: &Known) -> Self {
        if known.paths.is_empty() && known.files.is_empty() {
            return self.clone();
        }
        let html = self.as_str();
        let mut filled = String::with_capacity(html.len() + 256);
        let mut copied = 0;
        let mut rest = pieces(html);
        while let Some(piece) = rest.next() {
            let Piece::Start { name, attributes: raw } = piece else { continue };
            let Some(tag) = tag(name, raw, known) else { continue };
            let end = html.len() - rest.left();
            let start = end - raw.len() - name.len() - "<>".len();
            filled.push_str(html.get(copied..start).unwrap_or_default());
            filled.push_str(&tag);
            copied = end;
        }
        filled.push_str(html.get(copied..).unwrap_or_default());
        Self::sanitised(filled)
    }
}

/// The start tag as it shall be; none when nothing in it is known. Values are escaped already, our own are escaped here.
fn tag(name: &str, raw: &str, known: &Known) -> Option<String> {
    let address = attributes(raw).find(|(attribute, _)| matches!(*attribute, "href" | "src"))?.1;
    let file = asset(address).and_then(|id| known.files.get(&id));
    let path = document(address).and_then(|id| known.paths.get(&id));
    let url =
        file.map(|file| &file.url).or(path).filter(|url| url.starts_with('/') && !url.starts_with("//"))?;
    let shown = file.filter(|_| name == "img");
    let has_size = attributes(raw).any(|(attribute, _)| matches!(attribute, "width" | "height"));
    let rest = address.get(address.find(['#', '?']).unwrap_or(address.len())..)?;
    let mut tag = format!("<{name}");
    for (attribute, value) in attributes(raw) {
        let (ours, theirs) = match attribute {
            "href" | "src" => (url.as_str(), rest),
            "alt" if value.is_empty() => (shown.map_or("", |file| file.alt.as_str()), ""),
            _ => ("", value),
        };
        for part in [" ", attribute, "=\""] {
            tag.push_str(part);
        }
        push_escaped(&mut tag, ours);
        tag.push_str(theirs);
        tag.push('"');
    }
    if let Some(KnownFile { width: Some(width), height: Some(height), .. }) = shown.filter(|_| !has_size) {
        for part in [" width=\"", &width.to_string(), "\" height=\"", &height.to_string(), "\""] {
            tag.push_str(part);
        }
    }
    tag.push('>');
    Some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "01j9z3ndektsv4rrffq69g5fav";
    const PICTURE: &str = "01j9z3ndektsv4rrffq69g5faw";

    fn check(source: &str, expected: &str) {
        let known = Known {
            paths: HashMap::from([(ENTRY.parse().unwrap(), "/blog/a%22b&c".to_owned())]),
            files: HashMap::from([(
                PICTURE.parse().unwrap(),
                KnownFile {
                    url: format!("/media/{PICTURE}/new.png"),
                    alt: "<A> \"quay\"".to_owned(),
                    width: Some(3),
                    height: Some(2),
                },
            )]),
        };
        let html = crate::render(source).unwrap().html.filled(&known);
        assert_eq!(html.as_str().trim(), expected, "{source}");
    }

    #[test]
    fn what_is_known_is_filled_in_and_escaped() {
        check(&format!("[a](/go/{ENTRY}#x)"), "<p><a href=\"/blog/a%22b&amp;c#x\">a</a></p>");
        check(
            &format!("![](/media/{PICTURE}/old.png) 日本"),
            &format!(
                "<p><img src=\"/media/{PICTURE}/new.png\" alt=\"&lt;A&gt; &quot;quay&quot;\" loading=\"lazy\" width=\"3\" \
                 height=\"2\"> 日本</p>"
            ),
        );
        check(
            &format!("<img src=\"/media/{PICTURE}/old.png\" alt=\"b\" width=\"9\">"),
            &format!("<img src=\"/media/{PICTURE}/new.png\" alt=\"b\" width=\"9\" loading=\"lazy\">"),
        );
        check(
            &format!("[f](/media/{PICTURE}/old.png)"),
            &format!("<p><a href=\"/media/{PICTURE}/new.png\">f</a></p>"),
        );
    }

    #[test]
    fn what_is_not_known_stays() {
        check(
            "[a](/go/01j9z3ndektsv4rrffq69g5fax)",
            "<p><a href=\"/go/01j9z3ndektsv4rrffq69g5fax\">a</a></p>",
        );
        check(&format!("`/go/{ENTRY}`"), &format!("<p><code>/go/{ENTRY}</code></p>"));
    }
}
