//! Structured data (schema.org) as JSON-LD: the site and who publishes it, the page, and the way to it.

use serde_json::{Map, Value, json};

use super::tags::Tags;
use super::{absolute, description};
use crate::pages::{ArchivePage, Entry, EntryPage, Image, Page, SitePage};
use crate::plain_title;

/// One block for the whole page; its things name each other by `@id`.
pub(super) fn write(tags: &mut Tags, page: &Page) {
    let shared = page.shared();
    let things = match page {
        Page::Home(page) => vec![website(&page.shared), organization(&page.shared)],
        Page::Entry(page) => vec![self::page(page), organization(shared)],
        Page::Archive(page) => vec![collection(page)],
        Page::NotFound(_) | Page::Error(_) => return,
    };
    let things: Vec<Value> = things.into_iter().chain(breadcrumbs(shared)).collect();
    tags.json_ld(&json!({ "@context": "https://schema.org", "@graph": things }));
}

fn website(shared: &SitePage) -> Value {
    let mut thing = thing("WebSite");
    set(&mut thing, "@id", website_id(shared));
    set(&mut thing, "url", absolute(shared, &shared.site.home));
    set(&mut thing, "name", &*shared.site.title);
    set_text(&mut thing, "description", &shared.site.description);
    set(&mut thing, "inLanguage", &*shared.site.language);
    set(&mut thing, "publisher", json!({ "@id": organization_id(shared) }));
    Value::Object(thing)
}

fn organization(shared: &SitePage) -> Value {
    let mut thing = thing("Organization");
    set(&mut thing, "@id", organization_id(shared));
    set(&mut thing, "name", &*shared.site.title);
    set(&mut thing, "url", format!("{}/", shared.site.url));
    if let Some(logo) = &shared.site.logo {
        set(&mut thing, "logo", picture(shared, logo));
    }
    if !shared.site.profiles.is_empty() {
        let urls: Vec<&str> = shared.site.profiles.iter().map(|profile| profile.url.as_str()).collect();
        set(&mut thing, "sameAs", urls);
    }
    Value::Object(thing)
}

/// What an entry of a list is to a search engine, or what any other page is.
fn page(page: &EntryPage) -> Value {
    let (shared, entry) = (&page.shared, &page.entry);
    let mut thing = thing(if shared.page.is_article { "BlogPosting" } else { "WebPage" });
    let title = if shared.page.is_article { "headline" } else { "name" };
    set(&mut thing, title, plain_title(&entry.title));
    set_text(&mut thing, "description", description(shared));
    set_text(&mut thing, "url", shared.page.canonical.as_deref().unwrap_or_default());
    set_text(&mut thing, "datePublished", entry.published_at.as_deref().unwrap_or_default());
    let changed = entry.updated_at.as_ref().or(entry.published_at.as_ref());
    set_text(&mut thing, "dateModified", changed.map_or("", String::as_str));
    set(&mut thing, "inLanguage", &*shared.site.language);
    set(
        &mut thing,
        "isPartOf",
        json!({ "@type": "WebSite", "@id": website_id(shared), "name": shared.site.title }),
    );
    if let Some(image) = &shared.page.image {
        set(&mut thing, "image", picture(shared, image));
    }
    if shared.page.is_article {
        add_article(&mut thing, shared, entry);
    }
    Value::Object(thing)
}

fn add_article(thing: &mut Map<String, Value>, shared: &SitePage, entry: &Entry) {
    set_text(thing, "mainEntityOfPage", shared.page.canonical.as_deref().unwrap_or_default());
    let publisher = json!({ "@id": organization_id(shared) });
    let authors: Vec<Value> = entry
        .authors
        .iter()
        .map(|author| match &author.url {
            Some(url) => json!({ "@type": "Person", "name": author.name, "url": absolute(shared, url) }),
            None => json!({ "@type": "Person", "name": author.name }),
        })
        .collect();
    set(thing, "author", if authors.is_empty() { publisher.clone() } else { Value::Array(authors) });
    set(thing, "publisher", publisher);
    if let Some(category) = &entry.category {
        set(thing, "articleSection", &*category.name);
    }
    if !entry.tags.is_empty() {
        let names: Vec<&str> = entry.tags.iter().map(|tag| tag.name.as_str()).collect();
        set(thing, "keywords", names);
    }
}

fn collection(page: &ArchivePage) -> Value {
    let shared = &page.shared;
    let mut thing = thing("CollectionPage");
    set(&mut thing, "name", &*page.term.name);
    set_text(&mut thing, "description", page.term.description.as_deref().unwrap_or_default());
    set_text(&mut thing, "url", shared.page.canonical.as_deref().unwrap_or_default());
    set(&mut thing, "inLanguage", &*shared.site.language);
    set(
        &mut thing,
        "isPartOf",
        json!({ "@type": "WebSite", "@id": website_id(shared), "name": shared.site.title }),
    );
    Value::Object(thing)
}

/// From the front page to this one; a page that is one step from nowhere has none.
fn breadcrumbs(shared: &SitePage) -> Option<Value> {
    let steps = &shared.page.breadcrumbs;
    let items: Vec<Value> = steps
        .iter()
        .zip(1_u32..)
        .map(|(step, position)| {
            json!({ "@type": "ListItem", "position": position, "name": step.name, "item": absolute(shared, &step.url) })
        })
        .collect();
    (items.len() > 1).then(|| json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

fn picture(shared: &SitePage, image: &Image) -> Value {
    let mut picture = thing("ImageObject");
    set(&mut picture, "url", absolute(shared, &image.url));
    if let (Some(width), Some(height)) = (image.width, image.height) {
        set(&mut picture, "width", width);
        set(&mut picture, "height", height);
    }
    set_text(&mut picture, "caption", &image.alt);
    Value::Object(picture)
}

fn website_id(shared: &SitePage) -> String {
    format!("{}#website", absolute(shared, &shared.site.home))
}

fn organization_id(shared: &SitePage) -> String {
    format!("{}/#publisher", shared.site.url)
}

fn thing(kind: &str) -> Map<String, Value> {
    Map::from_iter([("@type".to_owned(), json!(kind))])
}

fn set(thing: &mut Map<String, Value>, name: &str, value: impl Into<Value>) {
    thing.insert(name.to_owned(), value.into());
}

/// As [`set`], unless there is nothing to say.
fn set_text(thing: &mut Map<String, Value>, name: &str, text: &str) {
    if !text.is_empty() {
        set(thing, name, text);
    }
}
