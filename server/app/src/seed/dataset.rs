//! The benchmark's data set as its file has it. Items name each other by their numbers, from 1.

use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Author {
    pub(super) id: usize,
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) email: String,
    pub(super) bio: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Tag {
    pub(super) id: usize,
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) description: String,
}

/// The file also has the body as HTML and a cover; the first is made here, the second is left empty.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Post {
    pub(super) id: usize,
    pub(super) title: String,
    pub(super) slug: String,
    pub(super) excerpt: String,
    pub(super) markdown: String,
    /// ISO 8601.
    pub(super) published_at: String,
    pub(super) author: usize,
    pub(super) tags: Vec<usize>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Menu {
    pub(super) title: String,
    pub(super) slug: String,
    pub(super) sections: Vec<Section>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Section {
    pub(super) title: String,
    pub(super) columns: Vec<Column>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) links: Vec<Link>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Link {
    pub(super) label: String,
    pub(super) post: usize,
}

/// A whole data set.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Dataset {
    pub(super) authors: Vec<Author>,
    pub(super) tags: Vec<Tag>,
    pub(super) posts: Vec<Post>,
    pub(super) menu: Menu,
}
