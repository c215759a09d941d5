//! Where else the page is: its own address, its neighbours in a list, its other languages, its feeds.

use super::tags::Tags;
use super::{absolute, is_failure, names};
use crate::pages::Page;

pub(super) fn write(tags: &mut Tags, page: &Page) {
    let shared = page.shared();
    let mut link = |rel: &str, url: &str| tags.empty("link", &[("rel", rel), ("href", url)]);
    if !is_failure(page) {
        if let Some(canonical) = &shared.page.canonical {
            link("canonical", canonical);
        }
        let pagination = names::pagination(page);
        if let Some(newer) = pagination.and_then(|pagination| pagination.newer_url.as_ref()) {
            link("prev", &absolute(shared, newer));
        }
        if let Some(older) = pagination.and_then(|pagination| pagination.older_url.as_ref()) {
            link("next", &absolute(shared, older));
        }
        for alternate in &shared.page.alternates {
            let attributes =
                [("rel", "alternate"), ("hreflang", &*alternate.language), ("href", &alternate.url)];
            tags.empty("link", &attributes);
        }
    }
    for feed in &shared.page.feeds {
        let attributes =
            [("rel", "alternate"), ("type", &*feed.media_type), ("title", &feed.title), ("href", &feed.url)];
        tags.empty("link", &attributes);
    }
}
