//! The line above a previewed page that says what it is.
//!
//! It is put into the finished page, so that no theme can forget it. Its style is allowed by its hash, because pages
//! may have no other style of their own.

use crate::own_texts::{in_language, known};
use crate::pages::{Direction, Site};

/// What is shown first on the page.
fn banner(site: &Site) -> String {
    let (language, direction, texts) = match known(&site.language) {
        Some(texts) => (site.language.as_str(), site.direction, texts),
        None => ("en", Direction::Ltr, in_language("en")),
    };
    let direction = match direction {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    };
    let (what, more) = texts.preview;
    format!(
        "<p class=\"galley-preview\" role=\"note\" lang=\"{language}\" dir=\"{direction}\"><strong>{what}</strong>{more}</p>"
    )
}

/// Exactly these bytes have [`STYLE_HASH`].
pub const STYLE: &str = ".galley-preview{position:sticky;inset-block-start:0;z-index:2147483647;margin:0;padding:.5em 1em;background:#3b2a00;color:#fff3d1;font:14px/1.4 system-ui,sans-serif;text-align:center}@media print{.galley-preview{position:static}}";

/// What the policy of a previewed page allows as a style, see [`STYLE`].
pub const STYLE_HASH: &str = "sha256-X+JgK3EPegBV+3feAkKqXGdLJFY4x+qIVHwpMzwPzks=";

/// The page with the line at the beginning of its body; a page without a body has it at its very beginning.
pub fn marked(html: &str, site: &Site) -> String {
    let (before, after) = html.split_at(body_begins(html).unwrap_or(0));
    format!("{before}<style>{STYLE}</style>{}{after}", banner(site))
}

/// Where the content of the body begins.
fn body_begins(html: &str) -> Option<usize> {
    let is_body = |at: &usize| {
        let name = html.get(*at..at + "<body".len());
        let after = html.get(at + "<body".len()..).and_then(|rest| rest.chars().next());
        name.is_some_and(|name| name.eq_ignore_ascii_case("<body"))
            && after.is_some_and(|after| after == '>' || after.is_ascii_whitespace())
    };
    let start = html.match_indices('<').map(|(at, _)| at).find(is_body)?;
    let mut quote = None;
    for (at, letter) in html.get(start..)?.char_indices() {
        match (quote, letter) {
            (None, '>') => return Some(start + at + 1),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::{Page, Sample as _};

    fn site() -> Site {
        Page::samples().remove(0).shared().site.clone()
    }

    #[test]
    fn the_line_is_in_the_language_of_the_page() {
        for (language, direction, expected) in [
            ("de-CH", Direction::Ltr, "lang=\"de-CH\" dir=\"ltr\"><strong>Vorschau</strong>"),
            ("ar", Direction::Rtl, "lang=\"ar\" dir=\"rtl\"><strong>معاينة</strong>"),
            ("he", Direction::Rtl, "lang=\"en\" dir=\"ltr\"><strong>Preview</strong>"),
        ] {
            let banner = banner(&Site { language: language.to_owned(), direction, ..site() });
            assert!(banner.contains(expected), "{banner}");
        }
    }

    #[test]
    fn the_line_is_the_first_thing_in_the_body() {
        for (page, before) in [
            ("<html><body><p>a</p></body></html>", "<html><body>"),
            ("<html><body class=\"a>b\" data-x='>'>a", "<html><body class=\"a>b\" data-x='>'>"),
            ("<HTML><BODY\n>a", "<HTML><BODY\n>"),
            ("<bodyguard>a", ""),
            ("no page", ""),
            ("<body class=\"", ""),
            ("", ""),
        ] {
            let site = site();
            let banner = banner(&site);
            let marked = marked(page, &site);
            let expected = format!("{before}<style>");
            assert!(marked.starts_with(&expected), "{page}: {marked}");
            assert_eq!(marked.matches(&banner).count(), 1);
            assert_eq!(marked.len(), page.len() + "<style></style>".len() + STYLE.len() + banner.len());
        }
    }
}
