//! Link previews: Open Graph (ogp.me), and the one thing that X does not take from it.

use super::tags::Tags;
use super::{absolute, description};
use crate::pages::{Entry, Page, SitePage};

pub(super) fn write(tags: &mut Tags, page: &Page) {
    let shared = page.shared();
    let article = match page {
        Page::Entry(page) if shared.page.is_article => Some(&page.entry),
        Page::Entry(_) | Page::Home(_) | Page::Archive(_) | Page::NotFound(_) | Page::Error(_) => None,
    };
    let title = if shared.page.title.is_empty() { &shared.site.title } else { &shared.page.title };
    tags.property("og:type", if article.is_some() { "article" } else { "website" });
    tags.property("og:title", title);
    tags.property("og:description", description(shared));
    tags.property("og:url", shared.page.canonical.as_deref().unwrap_or_default());
    tags.property("og:site_name", &shared.site.title);
    tags.property("og:locale", &territory_form(&shared.site.language));
    for alternate in &shared.page.alternates {
        if alternate.language != shared.site.language && alternate.language != "x-default" {
            tags.property("og:locale:alternate", &territory_form(&alternate.language));
        }
    }
    image(tags, shared);
    if let Some(entry) = article {
        self::article(tags, shared, entry);
    }
}

fn image(tags: &mut Tags, shared: &SitePage) {
    let Some(image) = &shared.page.image else {
        tags.named("twitter:card", "summary");
        return;
    };
    let pixels = |pixels: Option<u32>| pixels.map(|pixels| pixels.to_string()).unwrap_or_default();
    tags.property("og:image", &absolute(shared, &image.url));
    tags.property("og:image:width", &pixels(image.width));
    tags.property("og:image:height", &pixels(image.height));
    tags.property("og:image:alt", &image.alt);
    tags.named("twitter:card", "summary_large_image");
}

fn article(tags: &mut Tags, shared: &SitePage, entry: &Entry) {
    tags.property("article:published_time", entry.published_at.as_deref().unwrap_or_default());
    tags.property("article:modified_time", entry.updated_at.as_deref().unwrap_or_default());
    // Open Graph wants the address of a profile here, not a name.
    for url in entry.authors.iter().filter_map(|author| author.url.as_ref()) {
        tags.property("article:author", &absolute(shared, url));
    }
    if let Some(category) = &entry.category {
        tags.property("article:section", &category.name);
    }
    for tag in &entry.tags {
        tags.property("article:tag", &tag.name);
    }
}

/// `pt-BR` as `pt_BR`.
fn territory_form(language: &str) -> String {
    language.replace('-', "_")
}
