//! Lists to be followed: the newest entries of the front page, of a type's list or of a term, with their whole text.

use std::collections::HashMap;
use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::query::{RequestedFields, RequestedFilter, RequestedPage, RequestedQuery};
use galley_domain::routes::FeedKind;
use galley_domain::schema::StoredType;
use galley_domain::text::instant;
use galley_render::feeds::{self, Feed, FeedEntry, FeedPerson, FeedPicture};
use galley_render::markdown::{EXCERPT_LENGTH, rendering_key};
use galley_render::{RenderError, Rendered, SafeHtml, Wording};

use super::answer::PageAnswer;
use super::cards;
use super::draw::Canvas;
use super::entry::changed_at;
use super::items::Item;
use super::links::{Paths, document_of, documents_in};
use super::lists::{capitalised, naming};
use super::parts::Parts;
use crate::error::AppError;
use crate::rendered;
use crate::routes::{Followed, ListOf, Place, address};

/// Bytes of Markdown whose HTML a feed has, from the newest entry on; those that no longer fit have a summary only.
const MOST_SOURCE: usize = 1024 * 1024;
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
    let request = RequestedQuery { filter: subject.filter.clone(), ..request(&parts, canvas.feed_length()) };
    let items = canvas.reading.list(&subject.stored, request).await?.items;
    let paths = canvas.reading.paths(&documents_in(&items)).await?;
    let site = canvas.site();
    let url = canvas.absolute(&address::encode(&place.feed(kind)));
    let page_url = canvas.absolute(&address::encode(&place.path()));
    let mut feed = Feed {
        id: match subject.term {
            Some(document) => feeds::entry_id(document, &canvas.reading.locale),
            None => page_url.clone(),
        },
        title: match subject.name.as_str() {
            "" => site.title.clone(),
            name => format!("{name} – {}", site.title),
        },
        description: subject.description.unwrap_or_else(|| site.description.clone()),
        language: site.language.clone(),
        site_title: site.title.clone(),
        site_url: site.url.clone(),
        url,
        page_url,
        entries: Vec::with_capacity(items.len()),
    };
    let mut texts = Texts::of(canvas, &subject.stored, &items, &parts).await?;
    for item in &items {
        let Some(mut entry) = entry(canvas, &subject.stored, item, &parts, &paths) else { continue };
        texts.put_in(&mut entry, cards::body(item, &parts).unwrap_or_default());
        feed.entries.push(entry);
    }
    let body = canvas.blocking(move || written(feed, texts, kind)).await?;
    let shows = items.iter().filter_map(document_of).chain(subject.term).collect();
    Ok(Some(PageAnswer::File { content_type: feeds::content_type(kind), body, shows }))
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

/// What a list asks for, and when each entry was made and changed. Nobody counts.
fn request(parts: &Parts, length: u64) -> RequestedQuery {
    let mut request = cards::request(parts);
    if let RequestedFields::Named(fields) = &mut request.fields {
        fields.extend(["createdAt".to_owned(), "updatedAt".to_owned()]);
    }
    let page = RequestedPage {
        page: Some(1),
        page_size: Some(length),
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
        title: cards::title(item, parts),
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

/// What the texts of a feed are rendered to, and what of them is still to be rendered.
struct Texts {
    wording: Wording,
    kept: HashMap<[u8; 32], Rendered>,
    /// Sources that nobody has rendered yet; none for an entry that needs none.
    sources: Vec<Option<String>>,
    left: usize,
}

impl Texts {
    async fn of(
        canvas: &Canvas<'_>,
        stored: &StoredType,
        items: &[Item],
        parts: &Parts,
    ) -> Result<Self, AppError> {
        let wording = canvas.reading.wording(stored);
        let bodies: Vec<&str> = items.iter().filter_map(|item| cards::body(item, parts)).collect();
        let kept = rendered::all_kept(canvas.reading.snapshot.as_ref(), wording, &bodies).await?;
        Ok(Self { wording, kept, sources: Vec::new(), left: MOST_SOURCE })
    }

    /// Gives the next entry of the feed its text and its beginning, as far as they are kept.
    fn put_in(&mut self, entry: &mut FeedEntry, source: &str) {
        let kept = self.kept.get(&rendering_key(self.wording, source));
        if entry.summary.is_empty() && !source.is_empty() {
            let excerpt = kept.map(|rendered| rendered.excerpt.clone());
            entry.summary = excerpt.unwrap_or_else(|| galley_render::excerpt(source, EXCERPT_LENGTH));
        }
        let Some(rest) = self.left.checked_sub(source.len()) else { return self.sources.push(None) };
        self.left = rest;
        match kept {
            Some(rendered) => {
                entry.html = rendered.html.clone();
                self.sources.push(None);
            }
            None => self.sources.push(Some(source.to_owned())),
        }
    }
}

/// Renders what is not kept and writes the document; burns processor time.
fn written(mut feed: Feed, texts: Texts, kind: FeedKind) -> Result<Vec<u8>, RenderError> {
    for (entry, source) in feed.entries.iter_mut().zip(texts.sources) {
        if let Some(source) = source {
            entry.html = galley_render::render_in(texts.wording, &source)?.html;
        }
    }
    feed.write(kind)
}
