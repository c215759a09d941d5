//! Lists to be followed: the newest entries of the front page, of a type's list or of a term, with their whole text.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::query::{RequestedFields, RequestedFilter, RequestedPage, RequestedQuery, check};
use galley_domain::routes::FeedKind;
use galley_domain::schema::StoredType;
use galley_domain::text::instant;
use galley_render::SafeHtml;
use galley_render::feeds::{self, Feed, FeedEntry, FeedPages, FeedPerson, FeedPicture};

use super::answer::PageAnswer;
use super::cards;
use super::draw::Canvas;
use super::entry::changed_at;
use super::feed_texts::Texts;
use super::items::Item;
use super::links::{Paths, document_of, documents_in};
use super::lists::{capitalised, naming};
use super::parts::Parts;
use crate::error::AppError;
use crate::routes::{Followed, ListOf, Place, address};
use crate::settings;

/// A change so soon after the beginning belongs to it: what an import or a first publication writes.
pub(super) const SETTLING: i64 = 60 * 1_000_000;

/// What a feed follows, ready to be asked for.
struct Subject {
    stored: Arc<StoredType>,
    filter: Option<RequestedFilter>,
    /// Empty for the front page, which is called like the site.
    name: String,
    description: Option<String>,
    /// The term, when it is one.
    term: Option<DocumentId>,
}

/// None when there is nothing to follow.
pub(super) async fn feed(
    canvas: &Canvas<'_>,
    of: Followed,
    place: &Place,
    kind: FeedKind,
) -> Result<Option<PageAnswer>, AppError> {
    let Some(subject) = subject(canvas, of).await? else { return Ok(None) };
    let parts = canvas.reading.parts(&subject.stored);
    let Some((items, has_next)) = listed(canvas, &subject, &parts, place.page).await? else {
        return Ok(None);
    };
    let pages = pages(canvas, place, kind, has_next);
    let paths = canvas.reading.paths(&documents_in(&items)).await?;
    let url = canvas.absolute(&address::encode(&place.feed(kind)));
    let page_url = canvas.absolute(&address::encode(&place.path()));
    let mut feed = Feed {
        id: id(canvas, &subject).await?,
        title: match subject.name.as_str() {
            "" => canvas.title().to_owned(),
            name => format!("{name} – {}", canvas.title()),
        },
        description: subject.description.unwrap_or_else(|| canvas.description().to_owned()),
        language: canvas.language().to_owned(),
        site_title: canvas.title().to_owned(),
        site_url: canvas.url().to_owned(),
        url,
        page_url,
        pages,
        entries: Vec::with_capacity(items.len()),
    };
    let mut texts = Texts::of(canvas, &subject.stored, &items, &parts).await?;
    for item in &items {
        let Some(mut entry) = entry(canvas, &subject.stored, item, &parts, &paths) else { continue };
        texts.put_in(&mut entry, cards::body(item, &parts).unwrap_or_default());
        feed.entries.push(entry);
    }
    let body = canvas.blocking(move || texts.written(feed, kind)).await?;
    let shows = items.iter().filter_map(document_of).chain(subject.term).collect();
    Ok(Some(PageAnswer::File { content_type: feeds::content_type(kind), body, shows }))
}

/// The entries of one document of a feed, and whether there are more behind them. None when it has no such document.
async fn listed(
    canvas: &Canvas<'_>,
    subject: &Subject,
    parts: &Parts,
    page: u64,
) -> Result<Option<(Vec<Item>, bool)>, AppError> {
    let length = canvas.feed_length();
    let start = (page - 1).saturating_mul(length);
    if start.saturating_add(length) > check::MAX_OFFSET {
        return Ok(None);
    }
    let request = RequestedQuery { filter: subject.filter.clone(), ..request(parts, start, length + 1) };
    let mut items = canvas.reading.list(&subject.stored, request).await?.items;
    if items.is_empty() && page > 1 {
        return Ok(None);
    }
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let has_next = items.len() > length;
    items.truncate(length);
    Ok(Some((items, has_next)))
}

async fn subject(canvas: &Canvas<'_>, of: Followed) -> Result<Option<Subject>, AppError> {
    let reading = &canvas.reading;
    let (stored, archive, document) = match of {
        Followed::List(ListOf::Front(None)) => return Ok(None),
        Followed::List(ListOf::Front(Some(stored))) => {
            let name = String::new();
            return Ok(Some(Subject { stored, filter: None, name, description: None, term: None }));
        }
        Followed::List(ListOf::Type(stored)) => {
            let name = capitalised(stored.schema.plural.as_str());
            return Ok(Some(Subject { stored, filter: None, name, description: None, term: None }));
        }
        Followed::Term { stored, archive, document } => (stored, archive, document),
    };
    let Some(item) = reading.document(&stored, document, RequestedQuery::default()).await? else {
        return Ok(None);
    };
    let Some(owner) = reading.named(&archive.content_type).cloned() else { return Ok(None) };
    let parts = reading.parts(&stored);
    Ok(Some(Subject {
        stored: owner,
        filter: Some(naming(&archive, document)),
        name: cards::title(&item, &parts),
        description: parts.excerpt.as_deref().and_then(|name| cards::text(&item, name)),
        term: Some(document),
    }))
}

/// The lasting id of a feed: that of its term, else one that is made of the site and the list.
async fn id(canvas: &Canvas<'_>, subject: &Subject) -> Result<String, AppError> {
    let locale = &canvas.reading.locale;
    if let Some(document) = subject.term {
        return Ok(feeds::entry_id(document, locale));
    }
    let site = settings::identity(canvas.reading.moment.as_ref()).await?;
    let list = if subject.name.is_empty() { "front" } else { "list" };
    Ok(feeds::list_id(&site, list, subject.stored.id, locale))
}

/// The documents of the same feed beside this one (RFC 5005, 3).
fn pages(canvas: &Canvas<'_>, place: &Place, kind: FeedKind, has_next: bool) -> FeedPages {
    let url = |page| canvas.absolute(&address::encode(&Place { page, ..place.clone() }.feed(kind)));
    FeedPages {
        first: (has_next || place.page > 1).then(|| url(1)),
        previous: (place.page > 1).then(|| url(place.page - 1)),
        next: has_next.then(|| url(place.page + 1)),
    }
}

/// What a list asks for, and when each entry was made and changed. Nobody counts.
fn request(parts: &Parts, start: u64, limit: u64) -> RequestedQuery {
    let mut request = cards::request(parts);
    if let RequestedFields::Named(fields) = &mut request.fields {
        fields.extend(["createdAt".to_owned(), "updatedAt".to_owned()]);
    }
    let page = RequestedPage {
        start: Some(start),
        limit: Some(limit),
        without_count: true,
        ..RequestedPage::default()
    };
    RequestedQuery { page, ..request }
}

/// An entry without its text; none when it has no page to lead to.
fn entry(
    canvas: &Canvas<'_>,
    stored: &StoredType,
    item: &Item,
    parts: &Parts,
    paths: &Paths,
) -> Option<FeedEntry> {
    let document = document_of(item)?;
    let locale = if stored.schema.localized { canvas.reading.locale.clone() } else { Locale::none() };
    let published = cards::text(item, "publishedAt").and_then(|time| instant::parse(&time));
    let created = || cards::text(item, "createdAt").and_then(|time| instant::parse(&time));
    let person = |author: galley_render::pages::TermLink| FeedPerson {
        name: author.name,
        url: author.url.map(|url| canvas.absolute(&url)),
    };
    let mut categories = Vec::new();
    for field in [&parts.categories, &parts.tags] {
        categories.extend(cards::terms(item, field.as_deref(), paths).into_iter().map(|term| term.name));
    }
    Some(FeedEntry {
        id: feeds::entry_id(document, &locale),
        url: canvas.absolute(&paths.of_document(document)?),
        title: galley_render::plain_title(&cards::title(item, parts)),
        summary: cards::standfirst(item, parts).unwrap_or_default(),
        html: SafeHtml::default(),
        published,
        updated: changed_at(item, SETTLING).or(published).or_else(created).unwrap_or(0),
        authors: cards::terms(item, parts.authors.as_deref(), paths).into_iter().map(person).collect(),
        categories,
        cover: cover(canvas, item, parts.cover.as_deref()),
    })
}

fn cover(canvas: &Canvas<'_>, item: &Item, field: Option<&str>) -> Option<FeedPicture> {
    let media = cards::media(item, field)?;
    Some(FeedPicture {
        url: canvas.absolute(&cards::text(media, "url")?),
        media_type: cards::text(media, "mime")?,
        bytes: media.get("size")?.as_u64()?,
    })
}
