//! What a visitor of a missing page may have looked for: entries whose slug begins like the last part of the path.

use galley_domain::query::{Operator, RequestedFields, RequestedPage, RequestedQuery};
use galley_domain::text::slugify;
use galley_render::pages::EntryLink;

use super::address::Address;
use super::cards;
use super::items::Item;
use super::links::documents_in;
use super::neighbours::compare;
use super::parts::{Parts, front_type};
use super::reading::Reading;
use crate::error::AppError;

const MOST: usize = 5;
/// Entries that are compared.
const LOOKED_AT: u64 = 20;

pub(super) async fn suggestions(reading: &Reading, address: &Address) -> Result<Vec<EntryLink>, AppError> {
    let Some(stored) =
        front_type(&reading.model).and_then(|stored| reading.named(stored.schema.singular.as_str()))
    else {
        return Ok(Vec::new());
    };
    let parts = reading.parts(stored);
    let Some(wanted) = Wanted::of(address) else { return Ok(Vec::new()) };
    let Some(slug) = &parts.slug else { return Ok(Vec::new()) };
    let request = RequestedQuery {
        filter: Some(compare(slug, Operator::StartsWith, wanted.beginning.clone())),
        sort: cards::newest_first(),
        fields: RequestedFields::Named(parts.title.iter().chain([slug]).cloned().collect()),
        page: RequestedPage { page_size: Some(LOOKED_AT), without_count: true, ..RequestedPage::default() },
        ..RequestedQuery::default()
    };
    let mut items = reading.list(stored, request).await?.items;
    items.sort_by_key(|item| std::cmp::Reverse(wanted.likeness(item, slug)));
    items.truncate(MOST);
    links(reading, &items, &parts).await
}

async fn links(reading: &Reading, items: &[Item], parts: &Parts) -> Result<Vec<EntryLink>, AppError> {
    let paths = reading.paths(&documents_in(items)).await?;
    let link = |item: &Item| Some(EntryLink { title: cards::title(item, parts), url: paths.of(item)? });
    Ok(items.iter().filter_map(link).collect())
}

/// The last part of a path as a slug would be.
struct Wanted {
    slug: String,
    /// Its first word.
    beginning: String,
}

impl Wanted {
    /// None when too little is there to compare.
    fn of(address: &Address) -> Option<Self> {
        let last = address.base.rsplit('/').next()?;
        let slug = slugify(last.trim_end_matches(".html"));
        let beginning = slug.split('-').next().filter(|word| word.chars().count() > 2)?.to_owned();
        Some(Self { slug, beginning })
    }

    /// How many characters agree from the beginning on.
    fn likeness(&self, item: &Item, field: &str) -> usize {
        let slug = cards::text(item, field).unwrap_or_default();
        slug.chars().zip(self.slug.chars()).take_while(|(a, b)| a == b).count()
    }
}
