//! Lists to be followed: one content, written as Atom, as RSS or as JSON Feed.
//!
//! It owns the three formats and the lasting ids of entries. Which entries a feed has is the caller's business; their
//! HTML is what the renderer made safe, with every address made absolute, because a reader shows it elsewhere.

mod atom;
mod id;
mod json;
mod rss;

use galley_domain::routes::FeedKind;

pub use id::{entry_id, list_id};

use crate::{RenderError, SafeHtml};

/// A list as somebody follows it.
#[derive(Debug, Clone)]
pub struct Feed {
    /// What tells this feed from others for ever, an IRI.
    pub id: String,
    pub title: String,
    /// May be empty.
    pub description: String,
    /// A BCP 47 code.
    pub language: String,
    /// Whom everything is by that names no author.
    pub site_title: String,
    /// The public address of the site without a slash at its end.
    pub site_url: String,
    /// The full address of the feed itself.
    pub url: String,
    /// The full address of the page that shows the same list.
    pub page_url: String,
    pub pages: FeedPages,
    /// Newest first.
    pub entries: Vec<FeedEntry>,
}

/// The full addresses of other documents of the same feed, newest entries first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedPages {
    /// Absent when there is one document only.
    pub first: Option<String>,
    pub previous: Option<String>,
    /// With the entries before these.
    pub next: Option<String>,
}

impl FeedPages {
    /// As relations of links.
    fn links(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [("first", &self.first), ("previous", &self.previous), ("next", &self.next)]
            .into_iter()
            .filter_map(|(relation, url)| Some((relation, url.as_deref()?)))
    }
}

/// An entry of a feed. Times are microseconds UTC.
#[derive(Debug, Clone)]
pub struct FeedEntry {
    /// See [`entry_id`].
    pub id: String,
    /// The full address of its page.
    pub url: String,
    /// May be empty.
    pub title: String,
    /// Plain text.
    pub summary: String,
    pub html: SafeHtml,
    pub published: Option<i64>,
    /// When it was last changed in a way that readers should see.
    pub updated: i64,
    pub authors: Vec<FeedPerson>,
    pub categories: Vec<String>,
    pub cover: Option<FeedPicture>,
}

/// Somebody who wrote an entry.
#[derive(Debug, Clone)]
pub struct FeedPerson {
    pub name: String,
    /// The full address of their page.
    pub url: Option<String>,
}

/// A picture that belongs to an entry.
#[derive(Debug, Clone)]
pub struct FeedPicture {
    /// The full address.
    pub url: String,
    pub media_type: String,
    pub bytes: u64,
}

impl Feed {
    /// The document in one format.
    pub fn write(&self, kind: FeedKind) -> Result<Vec<u8>, RenderError> {
        let written = match kind {
            FeedKind::Atom => atom::write(self),
            FeedKind::Rss => rss::write(self),
            FeedKind::Json => json::write(self),
        };
        written.map_err(RenderError::NotWritten)
    }

    /// The latest change of any entry; the beginning of time for a feed without entries.
    fn updated(&self) -> i64 {
        self.entries.iter().map(|entry| entry.updated).max().unwrap_or(0)
    }

    fn html_of(&self, entry: &FeedEntry) -> String {
        entry.html.with_absolute_addresses(&self.site_url, &entry.url)
    }
}

/// The media type of a feed, as links name it.
pub const fn media_type(kind: FeedKind) -> &'static str {
    match kind {
        FeedKind::Atom => "application/atom+xml",
        FeedKind::Rss => "application/rss+xml",
        FeedKind::Json => "application/feed+json",
    }
}

/// The media type of a feed with its encoding, as answers name it.
pub const fn content_type(kind: FeedKind) -> &'static str {
    match kind {
        FeedKind::Atom => "application/atom+xml; charset=utf-8",
        FeedKind::Rss => "application/rss+xml; charset=utf-8",
        FeedKind::Json => "application/feed+json; charset=utf-8",
    }
}
