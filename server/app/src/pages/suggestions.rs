//! What a visitor of a missing page may have looked for: entries whose slug begins like the last part of the path.

use galley_domain::query::{Operator, RequestedFields, RequestedPage, RequestedQuery};
use galley_domain::text::slugify;
use galley_render::pages::EntryLink;

use super::cards;
use super::items::Item;
use super::links::documents_in;
use super::neighbours::compare;
use super::parts::Parts;
use super::reading::Reading;
use crate::error::AppError;

const MOST: usize = 5;
const LATEST: u64 = 5;
/// Questions that one missing page may cost.
const MOST_TRIES: usize = 4;
/// Entries that are compared.
const LOOKED_AT: u64 = 20;

/// The newest entries of the front page.
pub(super) async fn latest(reading: &Reading) -> Result<Vec<EntryLink>, AppError> {
    let Some(stored) = reading.front() else { return Ok(Vec::new()) };
    let parts = reading.parts(stored);
    let page = RequestedPage { page_size: Some(LATEST), without_count: true, ..RequestedPage::default() };
    let request = RequestedQuery {
        sort: cards::newest_first(),
        fields: RequestedFields::Named(
            parts.title.iter().cloned().chain(["publishedAt".to_owned()]).collect(),
        ),
        page,
        ..RequestedQuery::default()
    };
    let items = reading.list(stored, request).await?.items;
    links(reading, &items, &parts).await
}

pub(super) async fn suggestions(reading: &Reading, path: &str) -> Result<Vec<EntryLink>, AppError> {
    let Some(stored) = reading.front() else { return Ok(Vec::new()) };
    let parts = reading.parts(stored);
    let Some(field) = &parts.slug else { return Ok(Vec::new()) };
    let wanted = wanted(path);
    for beginning in beginnings(&wanted) {
        let mut items = reading.list(stored, request(&parts, field, beginning)).await?.items;
        if !items.is_empty() {
            items.sort_by_key(|item| std::cmp::Reverse(likeness(item, field, &wanted)));
            items.truncate(MOST);
            return links(reading, &items, &parts).await;
        }
    }
    Ok(Vec::new())
}

fn request(parts: &Parts, field: &str, beginning: &str) -> RequestedQuery {
    RequestedQuery {
        filter: Some(compare(field, Operator::StartsWith, beginning.to_owned())),
        sort: cards::newest_first(),
        fields: RequestedFields::Named(
            parts.title.iter().cloned().chain([field.to_owned(), "publishedAt".to_owned()]).collect(),
        ),
        page: RequestedPage { page_size: Some(LOOKED_AT), without_count: true, ..RequestedPage::default() },
        ..RequestedQuery::default()
    }
}

async fn links(reading: &Reading, items: &[Item], parts: &Parts) -> Result<Vec<EntryLink>, AppError> {
    let paths = reading.paths(&documents_in(items)).await?;
    let link = |item: &Item| Some(EntryLink { title: cards::title(item, parts), url: paths.of(item)? });
    Ok(items.iter().filter_map(link).collect())
}

/// The last part of a path as a slug would be.
fn wanted(path: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    slugify(last.trim_end_matches(".html"))
}

/// The slug, then with fewer and fewer words at its end; what is too short means nothing.
fn beginnings(slug: &str) -> Vec<&str> {
    let ends = slug.rmatch_indices('-').map(|(at, _)| at);
    let shorter = std::iter::once(slug.len()).chain(ends).filter_map(|end| slug.get(..end));
    shorter.filter(|beginning| beginning.chars().count() > 2).take(MOST_TRIES).collect()
}

/// How many characters agree from the beginning on.
fn likeness(item: &Item, field: &str, wanted: &str) -> usize {
    let slug = cards::text(item, field).unwrap_or_default();
    slug.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_tried_with_fewer_and_fewer_words() {
        assert_eq!(beginnings("rust-1-88-00"), ["rust-1-88-00", "rust-1-88", "rust-1", "rust"]);
        assert_eq!(beginnings("one-two-three-four-five").len(), MOST_TRIES);
        assert!(beginnings("a-b").len() == 1 && beginnings("").is_empty());
    }
}
