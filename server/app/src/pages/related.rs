//! What to read next: entries that share tags or a category with one, else those of its authors.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::query::{Operator, RequestedFilter, RequestedQuery};
use galley_domain::schema::StoredType;
use galley_render::pages::{EntryCard, EntryLink};

use super::cards;
use super::excerpts::Excerpts;
use super::items::Item;
use super::links::{document_of, documents_in};
use super::neighbours::{compare, compare_any};
use super::parts::Parts;
use super::reading::Reading;
use crate::error::AppError;

const MOST: usize = 3;
/// The newest of those that share anything; the best of them are shown.
const CANDIDATES: u64 = 12;
/// An entry with more terms than this is compared by the first of them.
const MOST_TERMS: usize = 20;

/// `beside` are links that the page has already.
pub(super) async fn related(
    reading: &Reading,
    stored: &Arc<StoredType>,
    item: &Item,
    parts: &Parts,
    beside: [&Option<EntryLink>; 2],
) -> Result<Vec<EntryCard>, AppError> {
    let Some(document) = document_of(item) else { return Ok(Vec::new()) };
    let topics = [parts.tags.as_deref(), parts.categories.as_deref()];
    let shared = shares(item, &topics).or_else(|| shares(item, &[parts.authors.as_deref()]));
    let Some(shared) = shared else { return Ok(Vec::new()) };
    let other = compare("documentId", Operator::Ne, document.to_string());
    let request = RequestedQuery {
        filter: Some(RequestedFilter::All(vec![other, shared])),
        ..cards::brief_request(parts, CANDIDATES)
    };
    let mut found = reading.list(stored, request).await?.items;
    let here = terms_of(item, parts);
    found.sort_by_key(|other| Reverse(terms_of(other, parts).intersection(&here).count()));
    let paths = reading.paths(&documents_in(&found)).await?;
    let is_beside = |card: &EntryCard| beside.into_iter().flatten().any(|link| link.url == card.url);
    // Bodies are not asked for, so there is nothing to look up.
    let excerpts = Excerpts::default();
    let cards = found.iter().filter_map(|item| cards::card(item, parts, &paths, &excerpts));
    Ok(cards.filter(|card| !is_beside(card)).take(MOST).collect())
}

/// Having a term of this entry in one of the relations; none when it has no term there.
fn shares(item: &Item, relations: &[Option<&str>]) -> Option<RequestedFilter> {
    let conditions = relations.iter().flatten().filter_map(|field| {
        let terms = cards::related_items(item, Some(*field)).into_iter().filter_map(document_of);
        let terms: Vec<String> = terms.take(MOST_TERMS).map(|term| term.to_string()).collect();
        let condition = Box::new(compare_any("documentId", terms.clone()));
        (!terms.is_empty()).then(|| RequestedFilter::On { field: (*field).to_owned(), condition })
    });
    let conditions: Vec<RequestedFilter> = conditions.collect();
    (!conditions.is_empty()).then_some(RequestedFilter::Any(conditions))
}

fn terms_of(item: &Item, parts: &Parts) -> BTreeSet<DocumentId> {
    let relations = [&parts.tags, &parts.categories, &parts.authors];
    let items = relations.into_iter().flat_map(|field| cards::related_items(item, field.as_deref()));
    items.filter_map(document_of).collect()
}
