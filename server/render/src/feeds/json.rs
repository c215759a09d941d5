//! JSON Feed 1.1.

use std::io;

use galley_domain::text::instant;
use serde::Serialize;

use super::{Feed, FeedEntry};

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    authors: [Person<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    /// Always there: an item must have a content.
    content_html: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    attachments: Option<[Attachment<'a>; 1]>,
}

#[derive(Serialize)]
struct Person<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: &'a str,
    size_in_bytes: u64,
}

pub(super) fn write(feed: &Feed) -> io::Result<Vec<u8>> {
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page_url,
        feed_url: &feed.url,
        next_url: feed.pages.next.as_deref(),
        description: &feed.description,
        language: &feed.language,
        authors: [Person { name: &feed.site_title, url: Some(&feed.site_url) }],
        items: feed.entries.iter().map(|entry| item(feed, entry)).collect(),
    };
    Ok(serde_json::to_vec(&document)?)
}

fn item<'a>(feed: &Feed, entry: &'a FeedEntry) -> Item<'a> {
    let person = |author: &'a super::FeedPerson| Person { name: &author.name, url: author.url.as_deref() };
    let attachment = |cover: &'a super::FeedPicture| {
        [Attachment { url: &cover.url, mime_type: &cover.media_type, size_in_bytes: cover.bytes }]
    };
    Item {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        summary: &entry.summary,
        content_html: feed.html_of(entry),
        image: entry.cover.as_ref().map(|cover| cover.url.as_str()),
        date_published: entry.published.map(instant::show),
        date_modified: instant::show(entry.updated),
        authors: entry.authors.iter().map(person).collect(),
        tags: &entry.categories,
        attachments: entry.cover.as_ref().map(attachment),
    }
}
