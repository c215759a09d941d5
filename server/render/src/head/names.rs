//! What the page is called, in short, and whether search engines may show it.

use super::tags::Tags;
use super::{description, is_failure};
use crate::pages::{Page, Pagination};

pub(super) fn write(tags: &mut Tags, page: &Page) {
    let shared = page.shared();
    tags.title(&full_title(page));
    tags.named("description", description(shared));
    if shared.page.noindex || is_failure(page) {
        tags.named("robots", "noindex");
    } else {
        tags.named("robots", "max-image-preview:large");
    }
}

/// The title with the number of the page and the name of the site.
fn full_title(page: &Page) -> String {
    let shared = page.shared();
    let number = pagination(page).map_or(1, |pagination| pagination.page);
    let mut parts = Vec::new();
    if !shared.page.title.is_empty() {
        parts.push(shared.page.title.clone());
    }
    if number > 1 {
        parts.push(number.to_string());
    }
    parts.push(shared.site.title.clone());
    parts.join(" – ")
}

pub(super) const fn pagination(page: &Page) -> Option<&Pagination> {
    match page {
        Page::Home(page) => Some(&page.pagination),
        Page::Archive(page) => Some(&page.pagination),
        Page::Entry(_) | Page::NotFound(_) | Page::Error(_) => None,
    }
}
