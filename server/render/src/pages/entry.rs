//! The page of one entry, of any content type.

use serde::Serialize;

use super::{EntryLink, Image, SitePage, TermLink};
use crate::{SafeHtml, TocItem};

/// Templates see `entry`, `previous` and `next` beside what every page has.
#[derive(Debug, Clone, Serialize)]
pub struct EntryPage {
    #[serde(flatten)]
    pub shared: SitePage,
    pub entry: Entry,
    /// The entry published before this one.
    pub previous: Option<EntryLink>,
    /// The entry published after this one.
    pub next: Option<EntryLink>,
}

/// An entry with its body.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// The singular name of its type, such as `post`.
    pub content_type: String,
    pub slug: String,
    pub title: String,
    pub url: String,
    pub html: SafeHtml,
    pub toc: Vec<TocItem>,
    pub excerpt: String,
    /// ISO 8601 with `Z`.
    pub published_at: Option<String>,
    /// ISO 8601 with `Z`; absent when it says no more than `published_at`.
    pub updated_at: Option<String>,
    pub authors: Vec<TermLink>,
    pub tags: Vec<TermLink>,
    pub category: Option<TermLink>,
    pub cover: Option<Image>,
    /// The other public scalars of the entry by field name, for themes made for one model.
    pub fields: serde_json::Map<String, serde_json::Value>,
}
