//! The models that Galley brings, as the same files that a user would write.

use super::file::Source;

macro_rules! sources {
    ($folder:literal: $($file:literal),* $(,)?) => {
        vec![$(Source {
            path: $file.to_owned(),
            text: include_str!(concat!("../../starters/", $folder, "/", $file)).to_owned(),
        }),*]
    };
}

/// Posts, pages, authors, categories and tags: what a first start offers and importers fill.
pub fn blog() -> Vec<Source> {
    sources!("blog": "post.json", "page.json", "author.json", "category.json", "tag.json", "shared.seo.json")
}

/// Deeply nested menus beside the blog, which measurements read.
pub fn bench() -> Vec<Source> {
    sources!("bench": "menu.json", "menu.section.json", "menu.column.json", "menu.link.json")
}
