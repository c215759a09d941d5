//! What stands in the `<head>` of a page for everybody but its reader: search engines, link previews, feed readers.
//!
//! It owns which of these a page of each kind has, and that every text in it is escaped for the place where it stands.
//! The template function `head()` is its only way out; what it says follows from the page's context alone.

mod links;
mod names;
mod social;
mod structured;
mod tags;

use crate::pages::{Page, SitePage};
pub(crate) use tags::Tags;

/// The HTML of all tags; safe, whatever the page holds. `style` is a style sheet of ours.
pub(crate) fn head(page: &Page, style: Option<&str>) -> String {
    let mut tags = Tags::default();
    names::write(&mut tags, page);
    links::write(&mut tags, page);
    if !is_failure(page) {
        social::write(&mut tags, page);
        structured::write(&mut tags, page);
    }
    if let Some(style) = style {
        tags.style(style);
    }
    tags.into_html()
}

/// Pages that say that there is no page.
const fn is_failure(page: &Page) -> bool {
    match page {
        Page::NotFound(_) | Page::Error(_) => true,
        Page::Home(_) | Page::Entry(_) | Page::Archive(_) => false,
    }
}

/// A path or URL with the site's own address before it.
fn absolute(shared: &SitePage, url: &str) -> String {
    if url.starts_with('/') && !url.starts_with("//") {
        format!("{}{url}", shared.site.url)
    } else {
        url.to_owned()
    }
}

fn description(shared: &SitePage) -> &str {
    if shared.page.description.is_empty() { &shared.site.description } else { &shared.page.description }
}
