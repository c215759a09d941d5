//! From items to what templates see: cards, terms, pictures.

use galley_domain::query::{
    RequestedFields, RequestedPage, RequestedPopulate, RequestedQuery, RequestedSort,
};
use galley_render::pages::{Author, EntryCard, Image, TermLink};
use serde_json::Value;

use super::excerpts::Excerpts;
use super::items::Item;
use super::links::Paths;
use super::parts::Parts;

/// What a list asks for: everything that a card shows, the newest first.
pub(super) fn request(parts: &Parts) -> RequestedQuery {
    RequestedQuery {
        fields: RequestedFields::Named(fields(parts)),
        populate: populate(parts),
        sort: newest_first(),
        ..RequestedQuery::default()
    }
}

/// What a brief list asks for: a card without what only the body can tell.
pub(super) fn brief_request(parts: &Parts, most: u64) -> RequestedQuery {
    let without_body = Parts { body: None, ..parts.clone() };
    let page = RequestedPage { page_size: Some(most), without_count: true, ..RequestedPage::default() };
    RequestedQuery { page, ..request(&without_body) }
}

pub(super) fn newest_first() -> Vec<RequestedSort> {
    vec![RequestedSort { path: vec!["publishedAt".to_owned()], descending: true }]
}

fn fields(parts: &Parts) -> Vec<String> {
    let fields = [&parts.title, &parts.slug, &parts.excerpt, &parts.body, &parts.featured];
    let named = fields.into_iter().flatten().cloned();
    named.chain(["publishedAt".to_owned()]).collect()
}

pub(super) fn populate(parts: &Parts) -> RequestedPopulate {
    let relations = [&parts.authors, &parts.tags, &parts.categories, &parts.cover];
    let populated = relations.into_iter().flatten().map(|name| (name.clone(), RequestedQuery::default()));
    RequestedPopulate::Named(populated.collect())
}

/// The card of an entry; none when it has no page to lead to.
pub(super) fn card(item: &Item, parts: &Parts, paths: &Paths, excerpts: &Excerpts) -> Option<EntryCard> {
    Some(EntryCard {
        title: title(item, parts),
        url: paths.of(item)?,
        excerpt: excerpts.of(item, parts),
        published_at: text(item, "publishedAt"),
        authors: terms(item, parts.authors.as_deref(), paths),
        tags: terms(item, parts.tags.as_deref(), paths),
        category: terms(item, parts.categories.as_deref(), paths).into_iter().next(),
        cover: picture(item, parts.cover.as_deref()),
        featured: part(item, parts.featured.as_deref()).and_then(Value::as_bool).unwrap_or(false),
        reading_minutes: reading_minutes(item, parts),
    })
}

/// None when there is no body, or when it was not asked for.
pub(super) fn reading_minutes(item: &Item, parts: &Parts) -> Option<usize> {
    Some(galley_render::reading_minutes(body(item, parts)?)).filter(|minutes| *minutes > 0)
}

pub(super) fn title(item: &Item, parts: &Parts) -> String {
    parts.title.as_deref().and_then(|name| text(item, name)).unwrap_or_default()
}

/// The source of the body, when it was asked for.
pub(super) fn body<'a>(item: &'a Item, parts: &Parts) -> Option<&'a str> {
    part(item, parts.body.as_deref())?.as_str()
}

/// What the editor wrote.
pub(super) fn standfirst(item: &Item, parts: &Parts) -> Option<String> {
    let written = parts.excerpt.as_deref().and_then(|name| text(item, name));
    written.filter(|excerpt| !excerpt.trim().is_empty())
}

/// The entries of a relation, whether it takes one or many.
pub(super) fn terms(item: &Item, field: Option<&str>, paths: &Paths) -> Vec<TermLink> {
    let term = |item: &Item| Some(TermLink { name: term_name(item)?, url: paths.of(item) });
    related_items(item, field).into_iter().filter_map(term).collect()
}

/// The authors of an entry; `about` are the parts of their type.
pub(super) fn authors(item: &Item, field: Option<&str>, about: &Parts, paths: &Paths) -> Vec<Author> {
    let author = |item: &Item| {
        Some(Author {
            name: term_name(item)?,
            url: paths.of(item),
            bio: standfirst(item, about),
            image: picture(item, about.cover.as_deref()),
        })
    };
    related_items(item, field).into_iter().filter_map(author).collect()
}

pub(super) fn term_name(item: &Item) -> Option<String> {
    text(item, "name").or_else(|| text(item, "title"))
}

/// The items that a populated relation holds, whether it takes one or many.
pub(super) fn related_items<'a>(item: &'a Item, field: Option<&str>) -> Vec<&'a Item> {
    match part(item, field) {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_object).collect(),
        Some(Value::Object(item)) => vec![item],
        _ => Vec::new(),
    }
}

/// The first picture of a media field.
pub(super) fn picture(item: &Item, field: Option<&str>) -> Option<Image> {
    let media = media(item, field)?;
    let pixels =
        |name: &str| media.get(name).and_then(Value::as_u64).and_then(|pixels| u32::try_from(pixels).ok());
    Some(Image {
        url: text(media, "url")?,
        alt: text(media, "alternativeText").unwrap_or_default(),
        width: pixels("width"),
        height: pixels("height"),
        renditions: Vec::new(),
    })
}

/// The first file of a media field.
pub(super) fn media<'a>(item: &'a Item, field: Option<&str>) -> Option<&'a Item> {
    match part(item, field)? {
        Value::Array(items) => items.first()?.as_object(),
        Value::Object(media) => Some(media),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

pub(super) fn text(item: &Item, name: &str) -> Option<String> {
    item.get(name)?.as_str().map(str::to_owned)
}

fn part<'a>(item: &'a Item, field: Option<&str>) -> Option<&'a Value> {
    item.get(field?)
}
