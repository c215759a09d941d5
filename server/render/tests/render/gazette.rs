//! The shipped theme: every page renders, stays small, and keeps to the rules for shipped themes.

use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use galley_domain::ids::DocumentId;
use galley_render::pages::{EntryCard, Page, Sample};
use galley_render::themes::shipped_themes;
use galley_render::{DataError, ListRequest, PageData, RenderLimits, Theme};

/// Gazette shows what its pages are given and asks for nothing else.
struct Silent;

impl PageData for Silent {
    fn list(&self, request: &ListRequest) -> Result<Vec<EntryCard>, DataError> {
        Err(DataError::Refused(format!("unexpected question: {request:?}")))
    }

    fn entry(&self, _content_type: &str, slug: &str) -> Result<Option<EntryCard>, DataError> {
        Err(DataError::Refused(format!("unexpected question: {slug}")))
    }

    fn url(&self, document: DocumentId) -> Result<Option<String>, DataError> {
        Err(DataError::Refused(format!("unexpected question: {document}")))
    }
}

fn deadline() -> Instant {
    Instant::now() + Duration::from_secs(20)
}

fn rendered() -> Vec<String> {
    let theme = Theme::load("gazette", None).unwrap();
    Page::samples()
        .iter()
        .map(|page| theme.render(page, Arc::new(Silent), RenderLimits::until(deadline())).unwrap())
        .collect()
}

#[test]
fn every_shipped_theme_shows_every_sample() {
    assert_eq!(shipped_themes(), ["gazette"]);
    for name in shipped_themes() {
        Theme::load(&name, None).unwrap().check(deadline()).unwrap();
    }
}

#[test]
fn pages_have_one_heading_landmarks_and_a_way_past_the_menu() {
    for html in rendered() {
        assert_eq!(html.matches("<h1").count(), 1, "{html}");
        for part in [
            "<!DOCTYPE html>",
            "<header class=\"masthead\"",
            "<main id=\"Main\"",
            "<footer class=\"colophon\"",
            "href=\"#Main\"",
        ] {
            assert!(html.contains(part), "{part} is missing");
        }
    }
}

#[test]
fn pages_load_nothing_from_elsewhere_and_run_nothing() {
    for html in rendered() {
        for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            // Without the quoted values: the names of the element and of its attributes.
            let names: String = tag.split('"').step_by(2).collect();
            let is_data = tag == "script type=\"application/ld+json\"";
            let forbidden = (names.starts_with("script") && !is_data)
                || names.starts_with("style")
                || names.contains(" style=");
            assert!(!forbidden && !names.contains(" on"), "{tag}");
        }
        for source in html.split(" src=\"").skip(1).chain(html.split("stylesheet\" href=\"").skip(1)) {
            assert!(source.starts_with('/') && !source.starts_with("//"), "{source:.80}");
        }
    }
}

/// What the head of a page makes a browser load, as it travels: style sheets and fonts, not the icon.
fn loaded(theme: &Theme, html: &str) -> usize {
    let links = html.split("<link rel=\"").skip(1).filter_map(|rest| rest.split('>').next());
    let loading = links.filter(|link| link.starts_with("stylesheet") || link.starts_with("preload"));
    let paths =
        loading.filter_map(|link| link.split_once("href=\"")?.1.trim_end_matches('"').rsplit('/').next());
    paths.map(|path| travelling(path, theme.asset(path).unwrap().bytes)).sum()
}

/// Fonts are compressed already.
fn travelling(path: &str, bytes: &[u8]) -> usize {
    if path.rsplit('.').next() == Some("woff2") {
        return bytes.len();
    }
    let mut compressed = GzEncoder::new(Vec::new(), Compression::default());
    compressed.write_all(bytes).unwrap();
    compressed.finish().unwrap().len()
}

#[test]
fn the_first_page_is_under_fifty_kilobytes_without_pictures() {
    let theme = Theme::load("gazette", None).unwrap();
    let pages = rendered();
    let homes = pages.iter().filter(|html| html.contains("<body class=\"home front-page\">"));
    let sizes: Vec<usize> = homes.map(|html| html.len() + loaded(&theme, html)).collect();
    assert!(sizes.len() > 2 && sizes.iter().all(|size| *size < 50 * 1024), "{sizes:?}");
    // Behind the first page the fonts are there already.
    let fonts: usize =
        ["serif.woff2", "sans.woff2"].map(|font| theme.asset(font).unwrap().bytes.len()).iter().sum();
    let largest = pages.iter().map(|html| html.len() + loaded(&theme, html)).max().unwrap();
    assert!(largest - fonts < 50 * 1024, "{largest}");
}

#[test]
fn the_direction_and_language_are_those_of_the_site() {
    let is_arabic = |html: &&String| html.contains("<html lang=\"ar\" dir=\"rtl\">");
    assert_eq!(rendered().iter().filter(is_arabic).count(), 5, "one for each kind of page");
}
