//! The sitemap (sitemaps.org): the addresses of all pages, with their versions in other languages.

use galley_domain::text::instant;

use crate::RenderError;
use crate::xml::Xml;

/// Addresses that one file may have.
pub const MOST_URLS: u64 = 50_000;
/// Bytes that one file may have.
pub const MOST_BYTES: u64 = 50_000_000;

const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
    ("xmlns:xhtml", "http://www.w3.org/1999/xhtml"),
];
/// What stands around an address, generously.
const AROUND: u64 = 160;
/// A character is at most four bytes, each of which an address spells with three.
const BYTES_OF_CHARACTER: u64 = 12;

/// A page of the site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SitemapUrl {
    /// The full address.
    pub url: String,
    /// Microseconds UTC.
    pub changed: Option<i64>,
    /// Every language of the page with its full address, the page itself included. Empty when there is only one.
    pub languages: Vec<(String, String)>,
}

/// A file of addresses, written one by one.
pub struct UrlSet {
    xml: Xml,
}

impl UrlSet {
    pub fn new() -> Result<Self, RenderError> {
        let mut xml = Xml::document().map_err(RenderError::NotWritten)?;
        xml.open("urlset", &NAMESPACES).map_err(RenderError::NotWritten)?;
        Ok(Self { xml })
    }

    pub fn push(&mut self, page: &SitemapUrl) -> Result<(), RenderError> {
        let written = self.xml.element("url", &[], |xml| {
            xml.text("loc", &page.url)?;
            if let Some(changed) = page.changed {
                xml.text("lastmod", &instant::show(changed))?;
            }
            page.languages.iter().try_for_each(|(language, url)| {
                xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", language), ("href", url)])
            })
        });
        written.map_err(RenderError::NotWritten)
    }

    pub fn into_bytes(mut self) -> Result<Vec<u8>, RenderError> {
        self.xml.close("urlset").map_err(RenderError::NotWritten)?;
        Ok(self.xml.into_bytes())
    }
}

/// The file that names the parts of a sitemap, by their full addresses.
pub fn sitemap_index(parts: &[String]) -> Result<Vec<u8>, RenderError> {
    let write = || {
        let mut xml = Xml::document()?;
        xml.element("sitemapindex", &NAMESPACES[..1], |xml| {
            parts.iter().try_for_each(|url| xml.element("sitemap", &[], |xml| xml.text("loc", url)))
        })?;
        Ok(xml.into_bytes())
    };
    write().map_err(RenderError::NotWritten)
}

/// How many files it takes for `urls` addresses below `site`, whose paths have `characters` in all and which have up to
/// `languages` versions each, so that every file keeps to [`MOST_URLS`] and [`MOST_BYTES`].
///
/// More than one are a power of two, and half full on average, because addresses are spread by their hashes: nearly
/// but not exactly evenly.
pub fn files(urls: u64, characters: u64, site: &str, languages: u64) -> u32 {
    let around = AROUND + u64::try_from(site.len()).unwrap_or(u64::MAX / 2);
    // Each version is named once more in every one of them.
    let written = if languages > 1 { languages.saturating_add(2) } else { 1 };
    let once = urls.saturating_mul(around).saturating_add(characters.saturating_mul(BYTES_OF_CHARACTER));
    let bytes = once.saturating_mul(written);
    if urls <= MOST_URLS && bytes <= MOST_BYTES {
        return 1;
    }
    let halves = urls.div_ceil(MOST_URLS / 2).max(bytes.div_ceil(MOST_BYTES / 2));
    u32::try_from(halves.next_power_of_two()).unwrap_or(1 << 31).min(MOST_FILES)
}

/// Parts that one index may name.
const MOST_FILES: u32 = 1 << 15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_is_enough_until_addresses_or_bytes_are_too_many() {
        let site = "https://example.org";
        for (urls, characters, languages, expected) in [
            (0, 0, 1, 1),
            (50_000, 50_000 * 40, 1, 1),
            (50_001, 50_001 * 40, 1, 4),
            (60_000, 60_000 * 40, 1, 4),
            (100_001, 100_001 * 40, 1, 8),
            (50_000, 50_000 * 200, 1, 8),
            (50_000, 50_000 * 40, 10, 16),
            (u64::MAX, u64::MAX, 100, MOST_FILES),
        ] {
            assert_eq!(files(urls, characters, site, languages), expected, "{urls} {characters} {languages}");
        }
    }

    #[test]
    fn addresses_come_back_from_a_parser() {
        let url = "https://example.org/a&b/\"'<>";
        let page = SitemapUrl {
            url: url.to_owned(),
            changed: Some(0),
            languages: vec![("fr".to_owned(), url.to_owned())],
        };
        let mut set = UrlSet::new().unwrap();
        set.push(&page).unwrap();
        let written = String::from_utf8(set.into_bytes().unwrap()).unwrap();
        let document = roxmltree::Document::parse(&written).unwrap();
        let text = |name| document.descendants().find(|node| node.tag_name().name() == name).unwrap().text();
        assert_eq!((text("loc"), text("lastmod")), (Some(url), Some("1970-01-01T00:00:00.000Z")));
        let link = document.descendants().find(|node| node.tag_name().name() == "link").unwrap();
        assert_eq!((link.attribute("hreflang"), link.attribute("href")), (Some("fr"), Some(url)));
        let index = String::from_utf8(sitemap_index(&[url.to_owned()]).unwrap()).unwrap();
        let document = roxmltree::Document::parse(&index).unwrap();
        assert_eq!(
            document.descendants().find(|node| node.tag_name().name() == "loc").unwrap().text(),
            Some(url)
        );
    }
}
