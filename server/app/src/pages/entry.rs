//! The page of one entry.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::query::{RequestedPopulate, RequestedQuery};
use galley_domain::schema::StoredType;
use galley_domain::text::instant;
use galley_render::pages::{Entry, EntryPage, Image, Page};
use serde_json::{Map, Value};

use super::answer::{Drawn, PageAnswer};
use super::branch::branch;
use super::cards;
use super::draw::Canvas;
use super::items::Item;
use super::links::documents_in;
use super::neighbours::neighbours;
use super::parts::Parts;
use super::reading::Reading;
use super::related::related;
use crate::error::AppError;
use crate::routes::{Place, address};

/// A change within this time of the beginning is not worth telling readers.
const SETTLING: i64 = 24 * 3_600 * 1_000_000;

/// Members that have a place of their own in the context.
const SYSTEM: [&str; 6] = ["id", "documentId", "createdAt", "updatedAt", "publishedAt", "locale"];

/// None when nothing public is there.
pub(super) async fn entry(
    canvas: &Canvas<'_>,
    stored: &Arc<StoredType>,
    document: DocumentId,
    place: &Place,
) -> Result<Option<PageAnswer>, AppError> {
    let request = request(&canvas.reading, stored);
    let Some(item) = canvas.reading.document(stored, document, request).await? else { return Ok(None) };
    let shows = documents_in([&item]).into_iter().collect();
    let mut page = entry_page(canvas, stored, item, Some(&place.path())).await?;
    let branch = branch(&canvas.reading, stored, document).await?;
    page.children = branch.below;
    canvas.place_entry(&mut page, stored, place, &branch.above);
    page.shared.page.alternates = canvas.languages_of(stored, document).await?;
    Ok(Some(PageAnswer::Html { page: canvas.draw(Page::Entry(Box::new(page))).await?, shows }))
}

/// The page that a draft would have, without an address and not for search engines.
pub(super) async fn draft(
    canvas: &Canvas<'_>,
    stored: &Arc<StoredType>,
    item: Item,
    document: DocumentId,
    now: i64,
) -> Result<Drawn, AppError> {
    let mut page = entry_page(canvas, stored, item, None).await?;
    page.shared.page.noindex = true;
    // As if it were published this moment: themes show a byline only beside a date.
    page.entry.published_at.get_or_insert_with(|| instant::show(now));
    if let Some(path) = canvas.reading.paths(&[document].into()).await?.of_document(document) {
        page.entry.url = path;
    }
    canvas.draw(Page::Entry(Box::new(page))).await
}

/// What the page of an entry shows of it.
pub(super) fn request(reading: &Reading, stored: &StoredType) -> RequestedQuery {
    let parts = reading.parts(stored);
    RequestedQuery {
        populate: populate(&parts, &about(reading, stored, &parts)),
        ..RequestedQuery::default()
    }
}

/// The parts of whoever wrote entries of this type.
fn about(reading: &Reading, stored: &StoredType, parts: &Parts) -> Parts {
    let authors = reading.target(stored, parts.authors.as_deref());
    authors.map(|target| reading.parts(target)).unwrap_or_default()
}

/// `path` is decoded; a page without one links to itself.
async fn entry_page(
    canvas: &Canvas<'_>,
    stored: &Arc<StoredType>,
    item: Item,
    path: Option<&str>,
) -> Result<EntryPage, AppError> {
    let reading = &canvas.reading;
    let parts = reading.parts(stored);
    let about = about(reading, stored, &parts);
    let paths = reading.paths(&documents_in([&item])).await?;
    let (previous, next) = neighbours(reading, stored, &item, &parts).await?;

    let related = related(reading, stored, &item, &parts, [&previous, &next]).await?;

    let body = parts.body.as_deref().and_then(|name| cards::text(&item, name)).unwrap_or_default();
    let rendered = canvas.body(stored, body).await?;
    let html = rendered.html.filled(&reading.known(&rendered.references).await?);
    let seo = Seo::of(&item, &parts);
    let excerpt = cards::standfirst(&item, &parts).unwrap_or_else(|| rendered.excerpt.clone());
    let title = cards::title(&item, &parts);
    let cover = cards::picture(&item, parts.cover.as_deref());
    let mut shared = canvas.shared(seo.title.as_deref().unwrap_or(&title), path);
    shared.page.description = seo.description.unwrap_or_else(|| excerpt.clone());
    if let Some(image) = seo.image.as_ref().or(cover.as_ref()) {
        shared.page.image = Some(image.clone());
    }
    shared.page.noindex |= seo.noindex;
    let entry = Entry {
        content_type: stored.schema.singular.to_string(),
        slug: parts.slug.as_deref().and_then(|name| cards::text(&item, name)).unwrap_or_default(),
        title,
        url: path.map_or_else(|| "#".to_owned(), address::encode),
        template: parts.template.as_deref().and_then(|name| cards::text(&item, name)),
        html,
        toc: rendered.toc,
        excerpt,
        standfirst: cards::standfirst(&item, &parts),
        reading_minutes: cards::reading_minutes(&item, &parts),
        published_at: cards::text(&item, "publishedAt"),
        updated_at: changed_at(&item, SETTLING).map(instant::show),
        authors: cards::authors(&item, parts.authors.as_deref(), &about, &paths),
        tags: cards::terms(&item, parts.tags.as_deref(), &paths),
        category: cards::terms(&item, parts.categories.as_deref(), &paths).into_iter().next(),
        cover,
        fields: other_fields(item, &parts),
    };
    Ok(EntryPage { shared, entry, previous, next, related, children: Vec::new() })
}

/// What a card shows, the search fields, and the pictures of the authors.
fn populate(parts: &Parts, about: &Parts) -> RequestedPopulate {
    let RequestedPopulate::Named(mut named) = cards::populate(parts) else {
        return RequestedPopulate::Nothing;
    };
    let pictures = about.cover.iter().map(|name| (name.clone(), RequestedQuery::default()));
    let pictures = RequestedPopulate::Named(pictures.collect());
    if let Some((_, author)) = named.iter_mut().find(|(name, _)| Some(name) == parts.authors.as_ref()) {
        author.populate = pictures;
    }
    let everything =
        || RequestedQuery { populate: RequestedPopulate::Everything, ..RequestedQuery::default() };
    named.extend(parts.seo.iter().map(|name| (name.clone(), everything())));
    RequestedPopulate::Named(named)
}

/// What the editor wrote for search engines.
struct Seo {
    title: Option<String>,
    description: Option<String>,
    image: Option<Image>,
    noindex: bool,
}

impl Seo {
    fn of(item: &Item, parts: &Parts) -> Self {
        let component = parts.seo.as_deref().and_then(|name| item.get(name)).and_then(Value::as_object);
        let text = |name: &str| {
            let text = component.and_then(|component| cards::text(component, name));
            text.filter(|text| !text.trim().is_empty())
        };
        let noindex = component.and_then(|component| component.get("noindex")).and_then(Value::as_bool);
        Self {
            title: text("metaTitle"),
            description: text("metaDescription"),
            image: component.and_then(|component| cards::picture(component, Some("shareImage"))),
            noindex: noindex.unwrap_or(false),
        }
    }
}

/// When the entry was changed after it had settled: what an import or a first publication writes does not count.
pub(super) fn changed_at(item: &Item, settling: i64) -> Option<i64> {
    let time = |name: &str| cards::text(item, name).and_then(|text| instant::parse(&text));
    let updated = time("updatedAt")?;
    let settled = time("createdAt").max(time("publishedAt"))?.saturating_add(settling);
    (updated > settled).then_some(updated)
}

/// The public scalars that no other place of the context has.
fn other_fields(item: Item, parts: &Parts) -> Map<String, Value> {
    let placed = [&parts.template, &parts.title, &parts.slug, &parts.body, &parts.excerpt, &parts.featured];
    let is_placed = |name: &String| {
        SYSTEM.contains(&name.as_str()) || placed.iter().any(|part| part.as_ref() == Some(name))
    };
    let is_scalar = |value: &Value| !matches!(value, Value::Object(_) | Value::Array(_));
    item.into_iter().filter(|(name, value)| !is_placed(name) && is_scalar(value)).collect()
}
