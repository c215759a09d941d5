//! The page of one entry, of any content type.

use serde::Serialize;

use super::{Author, EntryCard, EntryLink, Image, SitePage, TermLink};
use crate::{SafeHtml, TocItem};

/// Templates see `entry`, `previous`, `next`, `related` and `children` beside what every page has.
#[derive(Debug, Clone, Serialize)]
pub struct EntryPage {
    #[serde(flatten)]
    pub shared: SitePage,
    pub entry: Entry,
    /// The entry published before this one.
    pub previous: Option<EntryLink>,
    /// The entry published after this one.
    pub next: Option<EntryLink>,
    /// Others that share most with this one, at most three. Bodies are not read for them, so they have no excerpt
    /// unless an editor wrote one.
    pub related: Vec<EntryCard>,
    /// The pages right below this one in a tree of pages.
    pub children: Vec<EntryLink>,
}

/// An entry with its body.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// The singular name of its type, such as `post`.
    pub content_type: String,
    pub slug: String,
    pub title: String,
    pub url: String,
    /// What the editor chose, if anything. The theme says which templates may be chosen.
    pub template: Option<String>,
    pub html: SafeHtml,
    pub toc: Vec<TocItem>,
    /// What the editor wrote, else the beginning of the body.
    pub excerpt: String,
    /// What the editor wrote and nothing else: a template may show it above the body without repeating that.
    pub standfirst: Option<String>,
    /// Absent without a body.
    pub reading_minutes: Option<usize>,
    /// ISO 8601 with `Z`.
    pub published_at: Option<String>,
    /// ISO 8601 with `Z`; absent when it says no more than `published_at`.
    pub updated_at: Option<String>,
    pub authors: Vec<Author>,
    pub tags: Vec<TermLink>,
    pub category: Option<TermLink>,
    pub cover: Option<Image>,
    /// The other public scalars of the entry by field name, for themes made for one model.
    pub fields: serde_json::Map<String, serde_json::Value>,
}
