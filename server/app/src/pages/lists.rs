//! Lists of entries, page by page: the front page, the list of a type, the archive of a term.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::query::{Operator, RequestedFilter, RequestedPage, RequestedQuery, check};
use galley_domain::routes::{ArchiveOf, page_path};
use galley_domain::schema::StoredType;
use galley_render::pages::{self as render, ArchivePage, EntryCard, HomePage, Page, Pagination, Term};

use super::answer::PageAnswer;
use super::cards;
use super::draw::Canvas;
use super::items::Item;
use super::links::{document_of, documents_in};
use super::neighbours::compare;
use super::sections::sections;
use crate::error::AppError;
use crate::routes::{ListOf, Place, address};

/// The cards of one page of a list.
struct Listed {
    cards: Vec<EntryCard>,
    shows: Vec<DocumentId>,
    pagination: Pagination,
}

/// The front page of a locale, or the list of a type.
pub(super) async fn list(
    canvas: &Canvas<'_>,
    of: ListOf,
    place: &Place,
) -> Result<Option<PageAnswer>, AppError> {
    let (stored, is_front) = match of {
        ListOf::Front(None) if place.page == 1 => return empty_front(canvas, place).await.map(Some),
        ListOf::Front(None) => return Ok(None),
        ListOf::Front(Some(stored)) => (stored, true),
        ListOf::Type(stored) => (stored, false),
    };
    let Some(listed) = listed(canvas, &stored, None, place).await? else { return Ok(None) };
    let Listed { cards, shows, pagination } = listed;
    let alternates = if place.page == 1 { canvas.languages_of_list(&stored, place) } else { Vec::new() };
    let page = if is_front {
        let mut shared = canvas.shared("", Some(&place.path()));
        shared.page.alternates = alternates;
        let parts = canvas.reading.parts(&stored);
        let sections = match place.page {
            1 => sections(&canvas.reading, &stored, &parts, &shows).await?,
            _ => Vec::new(),
        };
        Page::Home(HomePage { shared, entries: cards, sections, pagination })
    } else {
        let name = capitalised(stored.schema.plural.as_str());
        let term = Term {
            taxonomy: String::new(),
            slug: String::new(),
            name: name.clone(),
            description: None,
            image: None,
            url: address::encode(&place.base),
        };
        let mut shared = canvas.shared(&name, Some(&place.path()));
        canvas.place_list(&mut shared, &name, place);
        shared.page.alternates = alternates;
        let list = render::ListOf::Type { content_type: stored.schema.singular.to_string() };
        Page::Archive(ArchivePage { shared, list, term, entries: cards, pagination })
    };
    Ok(Some(PageAnswer::Html { page: canvas.draw(page).await?, shows }))
}

/// The page of a term: what names it, newest first.
pub(super) async fn archive(
    canvas: &Canvas<'_>,
    stored: &Arc<StoredType>,
    archive: &ArchiveOf,
    document: DocumentId,
    place: &Place,
) -> Result<Option<PageAnswer>, AppError> {
    let reading = &canvas.reading;
    let parts = reading.parts(stored);
    let request = RequestedQuery { populate: cards::populate(&parts), ..RequestedQuery::default() };
    let Some(item) = reading.document(stored, document, request).await? else { return Ok(None) };
    let Some(owner) = reading.named(&archive.content_type).cloned() else { return Ok(None) };
    let Some(listed) = listed(canvas, &owner, Some(naming(archive, document)), place).await? else {
        return Ok(None);
    };
    let Listed { cards, mut shows, pagination } = listed;
    shows.push(document);
    let term = term(stored, &item, &parts, place);
    let mut shared = canvas.shared(&term.name, Some(&place.path()));
    if let Some(description) = &term.description {
        shared.page.description.clone_from(description);
    }
    canvas.place_list(&mut shared, &term.name, place);
    if place.page == 1 {
        shared.page.alternates = canvas.languages_of(stored, document).await?;
    }
    let list = render::ListOf::Term;
    let page = Page::Archive(ArchivePage { shared, list, term, entries: cards, pagination });
    Ok(Some(PageAnswer::Html { page: canvas.draw(page).await?, shows }))
}

/// Those that name the term.
pub(super) fn naming(archive: &ArchiveOf, term: DocumentId) -> RequestedFilter {
    RequestedFilter::On {
        field: archive.field.clone(),
        condition: Box::new(compare("documentId", Operator::Eq, term.to_string())),
    }
}

fn term(stored: &StoredType, item: &Item, parts: &super::parts::Parts, place: &Place) -> Term {
    Term {
        taxonomy: stored.schema.singular.to_string(),
        slug: parts.slug.as_deref().and_then(|name| cards::text(item, name)).unwrap_or_default(),
        name: cards::title(item, parts),
        description: parts.excerpt.as_deref().and_then(|name| cards::text(item, name)),
        image: cards::picture(item, parts.cover.as_deref()),
        url: address::encode(&place.base),
    }
}

/// None when the list has no such page.
async fn listed(
    canvas: &Canvas<'_>,
    stored: &Arc<StoredType>,
    filter: Option<RequestedFilter>,
    place: &Place,
) -> Result<Option<Listed>, AppError> {
    let reading = &canvas.reading;
    let parts = reading.parts(stored);
    let page_size = canvas.page_size();
    if place.page.saturating_mul(page_size) > check::MAX_OFFSET {
        return Ok(None);
    }
    let page =
        RequestedPage { page: Some(place.page), page_size: Some(page_size), ..RequestedPage::default() };
    let request = RequestedQuery { filter, page, ..cards::request(&parts) };
    let found = reading.list(stored, request).await?;
    if found.items.is_empty() && place.page > 1 {
        return Ok(None);
    }
    let paths = reading.paths(&documents_in(&found.items)).await?;
    let excerpts = reading.excerpts(stored, &found.items).await?;
    let base = place.base.clone();
    let url = |number| address::encode(&page_path(&base, number));
    Ok(Some(Listed {
        cards: found.items.iter().filter_map(|item| cards::card(item, &parts, &paths, &excerpts)).collect(),
        shows: found.items.iter().filter_map(document_of).collect(),
        pagination: Pagination::of(place.page, page_size, found.total, url),
    }))
}

/// A site without any listed type still has a front page.
async fn empty_front(canvas: &Canvas<'_>, place: &Place) -> Result<PageAnswer, AppError> {
    let page = Page::Home(HomePage {
        shared: canvas.shared("", Some(&place.path())),
        entries: Vec::new(),
        sections: Vec::new(),
        pagination: Pagination::of(1, 1, 0, |_| "/".to_owned()),
    });
    Ok(PageAnswer::Html { page: canvas.draw(page).await?, shows: Vec::new() })
}

pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
