//! The short forms of entries, terms and pictures that lists and bylines are made of.

use serde::Serialize;

/// An entry in a list. It has no body: bodies are read for the page of the entry only.
#[derive(Debug, Clone, Serialize)]
pub struct EntryCard {
    pub title: String,
    pub url: String,
    pub excerpt: String,
    /// ISO 8601 with `Z`.
    pub published_at: Option<String>,
    pub authors: Vec<TermLink>,
    pub tags: Vec<TermLink>,
    pub category: Option<TermLink>,
    pub cover: Option<Image>,
    pub featured: bool,
    /// Absent when the body was not read, as in sections, or when there is none.
    pub reading_minutes: Option<usize>,
}

/// A link to an entry and nothing more.
#[derive(Debug, Clone, Serialize)]
pub struct EntryLink {
    pub title: String,
    pub url: String,
}

/// An author, tag or category that an entry names.
#[derive(Debug, Clone, Serialize)]
pub struct TermLink {
    pub name: String,
    /// Absent when the term has no page of its own.
    pub url: Option<String>,
}

/// Who wrote an entry, with what the foot of an article says about them.
#[derive(Debug, Clone, Serialize)]
pub struct Author {
    pub name: String,
    /// Absent when authors have no pages.
    pub url: Option<String>,
    pub bio: Option<String>,
    pub image: Option<Image>,
}

/// A picture. The functions `image` and `picture` write it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Image {
    pub url: String,
    /// Empty for a picture that is only decoration.
    pub alt: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// The same picture in other sizes and formats, as far as they were made; none of a picture as it was uploaded.
    pub renditions: Vec<Rendition>,
}

/// A picture in one of the sizes and formats that a browser may choose from.
#[derive(Debug, Clone, Serialize)]
pub struct Rendition {
    pub url: String,
    /// In pixels.
    pub width: u32,
    /// Such as `image/webp`.
    pub media_type: String,
}
