//! RSS 2.0, with the modules that readers know: `content`, `dc`, and Atom's link to the feed itself.

use std::io;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

use super::{Feed, FeedEntry};
use crate::xml::Xml;

const ATTRIBUTES: [(&str, &str); 4] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
];

pub(super) fn write(feed: &Feed) -> io::Result<Vec<u8>> {
    let mut xml = Xml::document()?;
    xml.element("rss", &ATTRIBUTES, |xml| xml.element("channel", &[], |xml| write_channel(xml, feed)))?;
    Ok(xml.into_bytes())
}

fn write_channel(xml: &mut Xml, feed: &Feed) -> io::Result<()> {
    xml.text("title", &feed.title)?;
    xml.text("link", &feed.page_url)?;
    // The element must be there, and some readers refuse an empty one.
    xml.text("description", if feed.description.is_empty() { &feed.title } else { &feed.description })?;
    xml.text("language", &feed.language)?;
    xml.text("lastBuildDate", &date(feed.updated())?)?;
    xml.text("generator", "Galley")?;
    xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &feed.url)])?;
    for (relation, url) in feed.pages.links() {
        xml.empty("atom:link", &[("rel", relation), ("type", "application/rss+xml"), ("href", url)])?;
    }
    feed.entries.iter().try_for_each(|entry| write_item(xml, feed, entry))
}

fn write_item(xml: &mut Xml, feed: &Feed, entry: &FeedEntry) -> io::Result<()> {
    xml.element("item", &[], |xml| {
        xml.text("title", &entry.title)?;
        xml.text("link", &entry.url)?;
        xml.text_with("guid", &[("isPermaLink", "false")], &entry.id)?;
        xml.text("pubDate", &date(entry.published.unwrap_or(entry.updated))?)?;
        for author in &entry.authors {
            xml.text("dc:creator", &author.name)?;
        }
        for category in &entry.categories {
            xml.text("category", category)?;
        }
        if let Some(cover) = &entry.cover {
            let length = cover.bytes.to_string();
            let attributes = [("url", &*cover.url), ("length", &length), ("type", &cover.media_type)];
            xml.empty("enclosure", &attributes)?;
        }
        xml.text("description", &entry.summary)?;
        if entry.html.is_empty() { Ok(()) } else { xml.text("content:encoded", &feed.html_of(entry)) }
    })
}

/// `Sat, 21 Nov 2026 12:00:00 +0000`.
fn date(microseconds: i64) -> io::Result<String> {
    let time = Timestamp::from_microsecond(microseconds).map_err(io::Error::other)?;
    rfc2822::to_string(&time.to_zoned(TimeZone::UTC)).map_err(io::Error::other)
}
