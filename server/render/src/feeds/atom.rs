//! Atom (RFC 4287).

use std::io;

use galley_domain::text::instant;

use super::{Feed, FeedEntry};
use crate::xml::Xml;

const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

pub(super) fn write(feed: &Feed) -> io::Result<Vec<u8>> {
    let mut xml = Xml::document()?;
    xml.element("feed", &[("xmlns", NAMESPACE), ("xml:lang", &feed.language)], |xml| {
        xml.text("id", &feed.id)?;
        xml.text("title", &feed.title)?;
        if !feed.description.is_empty() {
            xml.text("subtitle", &feed.description)?;
        }
        xml.text("updated", &instant::show(feed.updated()))?;
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.url)])?;
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page_url)])?;
        for (relation, url) in feed.pages.links() {
            xml.empty("link", &[("rel", relation), ("type", "application/atom+xml"), ("href", url)])?;
        }
        // For entries that name nobody: every entry of a feed has an author.
        xml.element("author", &[], |xml| xml.text("name", &feed.site_title))?;
        xml.text("generator", "Galley")?;
        feed.entries.iter().try_for_each(|entry| write_entry(xml, feed, entry))
    })?;
    Ok(xml.into_bytes())
}

fn write_entry(xml: &mut Xml, feed: &Feed, entry: &FeedEntry) -> io::Result<()> {
    xml.element("entry", &[], |xml| {
        xml.text("id", &entry.id)?;
        xml.text("title", &entry.title)?;
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)])?;
        if let Some(published) = entry.published {
            xml.text("published", &instant::show(published))?;
        }
        xml.text("updated", &instant::show(entry.updated))?;
        for author in &entry.authors {
            xml.element("author", &[], |xml| {
                xml.text("name", &author.name)?;
                author.url.iter().try_for_each(|url| xml.text("uri", url))
            })?;
        }
        for category in &entry.categories {
            xml.empty("category", &[("term", category)])?;
        }
        if let Some(cover) = &entry.cover {
            let length = cover.bytes.to_string();
            let attributes = [
                ("rel", "enclosure"),
                ("type", &*cover.media_type),
                ("length", &length),
                ("href", &cover.url),
            ];
            xml.empty("link", &attributes)?;
        }
        if !entry.summary.is_empty() {
            xml.text("summary", &entry.summary)?;
        }
        if entry.html.is_empty() {
            Ok(())
        } else {
            xml.text_with("content", &[("type", "html")], &feed.html_of(entry))
        }
    })
}
