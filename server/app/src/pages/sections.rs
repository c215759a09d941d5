//! The sections of the front page: what was written lately, by term.

use std::collections::BTreeMap;
use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::schema::StoredType;
use galley_render::pages::{EntryCard, Section, TermLink};

use super::cards;
use super::excerpts::Excerpts;
use super::items::Item;
use super::links::{Paths, document_of, documents_in};
use super::parts::Parts;
use super::reading::Reading;
use crate::error::AppError;

const MOST: usize = 4;
const MOST_ENTRIES: usize = 5;
/// A section with fewer entries is not worth its heading.
const FEWEST_ENTRIES: usize = 2;
/// The newest entries, which are grouped. One list, so that a front page costs the same however many terms there are.
const LOOKED_AT: u64 = 60;

/// The terms that most of the newest entries name, with those entries that `above` does not show.
pub(super) async fn sections(
    reading: &Reading,
    stored: &Arc<StoredType>,
    parts: &Parts,
    above: &[DocumentId],
) -> Result<Vec<Section>, AppError> {
    let relations = [&parts.categories, &parts.tags, &parts.authors];
    if relations.iter().all(|field| field.is_none()) {
        return Ok(Vec::new());
    }
    let mut found = reading.list(stored, cards::brief_request(parts, LOOKED_AT)).await?.items;
    found.retain(|item| document_of(item).is_some_and(|document| !above.contains(&document)));
    let paths = reading.paths(&documents_in(&found)).await?;
    for field in relations.into_iter().flatten() {
        let sections = grouped(&found, field, parts, &paths);
        if !sections.is_empty() {
            return Ok(sections);
        }
    }
    Ok(Vec::new())
}

/// By the first term of the relation, so that no entry is shown twice; the largest groups first.
fn grouped(items: &[Item], field: &str, parts: &Parts, paths: &Paths) -> Vec<Section> {
    // Bodies are not asked for, so there is nothing to look up.
    let excerpts = Excerpts::default();
    let mut groups: Vec<Group> = Vec::new();
    let mut places: BTreeMap<DocumentId, usize> = BTreeMap::new();
    for item in items {
        let Some(term) = cards::related_items(item, Some(field)).into_iter().next() else { continue };
        let (Some(document), Some(name)) = (document_of(term), cards::term_name(term)) else { continue };
        let Some(card) = cards::card(item, parts, paths, &excerpts) else { continue };
        let place = *places.entry(document).or_insert(groups.len());
        if place == groups.len() {
            let term = TermLink { name, url: paths.of(term) };
            groups.push(Group { section: Section { term, entries: Vec::new() }, size: 0 });
        }
        if let Some(group) = groups.get_mut(place) {
            group.add(card);
        }
    }
    groups.retain(|group| group.size >= FEWEST_ENTRIES);
    // Stable, so among equals the term that was used last comes first.
    groups.sort_by_key(|group| std::cmp::Reverse(group.size));
    groups.into_iter().take(MOST).map(|group| group.section).collect()
}

struct Group {
    section: Section,
    /// Also those that are not shown.
    size: usize,
}

impl Group {
    fn add(&mut self, card: EntryCard) {
        self.size += 1;
        if self.section.entries.len() < MOST_ENTRIES {
            self.section.entries.push(card);
        }
    }
}
