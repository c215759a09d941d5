//! Populated fields, level by level: what hangs below all entries of one level is read by the same few statements.

use std::collections::HashMap;

use galley_domain::ids::{ContentTypeId, DocumentId, EntryId, InstanceId, PathId};
use galley_domain::locales::Locale;
use galley_domain::query::check::{MAX_UNPAGED, ROW_BUDGET};
use galley_domain::query::{QueryError, Selection};
use galley_domain::schema::StoredType;

use super::answer::{Answer, AssetRow, EntryRow, Linked, NodeIndex, Target};
use super::entries::Columns;
use super::predicates::World;
use super::reader::Reader;
use super::slots::{Leads, Slot};
use super::{ContentQueryError, assets, links, slots};

/// Entries that are shown by the same selection.
pub(super) struct Shown<'q> {
    pub(super) of: &'q StoredType,
    pub(super) selection: &'q Selection,
    pub(super) nodes: Vec<NodeIndex>,
}

/// A link that was found, before what it leads to is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'q> {
    pub(super) parent: NodeIndex,
    pub(super) owner: InstanceId,
    pub(super) slot: Slot<'q>,
    pub(super) to: To,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum To {
    Document(DocumentId),
    /// A row of `entries` that is known to be visible.
    Entry(EntryId),
}

/// Reads everything that the selection populates below `top`.
pub(super) async fn populate(
    reader: Reader<'_>,
    answer: &mut Answer,
    (of, selection): (&StoredType, &Selection),
    top: Vec<NodeIndex>,
) -> Result<(), ContentQueryError> {
    let mut level = vec![Shown { of, selection, nodes: top }];
    while level.iter().any(|shown| !shown.nodes.is_empty() && !shown.selection.populate.is_empty()) {
        level = next_level(reader, answer, level).await?;
    }
    Ok(())
}

async fn next_level<'q>(
    reader: Reader<'_>,
    answer: &mut Answer,
    level: Vec<Shown<'q>>,
) -> Result<Vec<Shown<'q>>, ContentQueryError> {
    let mut found = links::plain(reader, answer, &level).await?;
    for shown in &level {
        for slot in slots::of(shown.selection) {
            if let Leads::ToEntries(related) = slot.leads
                && slot.has_own_statement()
            {
                found.extend(links::own(reader, answer, shown, (slot, related)).await?);
            }
        }
    }
    let rows = entries_of(reader, answer, &found).await?;
    let shown_assets = assets_of(reader, answer, &found).await?;
    let mut attached = Attached {
        world: reader.world,
        answer,
        rows,
        assets: shown_assets,
        below: Vec::new(),
        counts: HashMap::new(),
    };
    for found in found {
        attached.attach(found)?;
    }
    let below = attached.below;
    for shown in &level {
        answer.seal(&shown.nodes);
    }
    Ok(below)
}

/// What a level's links lead to, while it is hung below their parents.
struct Attached<'a, 'q> {
    world: World<'a>,
    answer: &'a mut Answer,
    rows: Rows,
    assets: HashMap<DocumentId, Target>,
    below: Vec<Shown<'q>>,
    /// How many targets a field of one parent has.
    counts: HashMap<(NodeIndex, PathId, InstanceId, bool), u64>,
}

impl<'q> Attached<'_, 'q> {
    fn attach(&mut self, found: Found<'q>) -> Result<(), ContentQueryError> {
        let (slot, parent, owner) = (found.slot, found.parent, found.owner);
        let target = match slot.leads {
            Leads::ToAssets(_) => match found.to {
                To::Document(document) => self.assets.get(&document).copied(),
                To::Entry(_) => None,
            },
            Leads::ToEntries(related) => {
                let row = self.row_of(found, &related.target);
                row.map(|row| Target::Entry(self.node(row, &related.target, &related.selection)))
            }
        };
        // What is not visible is absent, and does not count.
        let Some(target) = target else {
            if let To::Document(document) = found.to {
                self.answer.absent.push(document);
            }
            return Ok(());
        };
        let count = self.counts.entry((parent, slot.path(), owner, slot.has_own_statement())).or_default();
        *count += 1;
        if *count <= MAX_UNPAGED {
            let linked = Linked { direction: slot.direction(), path: slot.path(), owner, target };
            self.answer.attach(parent, linked);
        }
        within_budget(slot.name, self.answer.rows_read())
    }

    fn row_of(&self, found: Found<'_>, target: &StoredType) -> Option<usize> {
        match found.to {
            To::Entry(id) => self.rows.by_id.get(&id).copied(),
            To::Document(document) => {
                let parent = &self.answer.node(found.parent).row.locale;
                let mut locales = self.world.locales_below(parent, target);
                locales.find_map(|locale| self.rows.by_document.get(&(document, locale)).copied())
            }
        }
        .filter(|row| self.rows.all.get(*row).is_some_and(|(of, _)| *of == target.id))
    }

    /// The entry as this selection shows it: one node however many links lead to it.
    fn node(&mut self, row: usize, of: &'q StoredType, selection: &'q Selection) -> NodeIndex {
        let place = self.below.iter().position(|shown| std::ptr::eq(shown.selection, selection));
        let place = place.unwrap_or_else(|| {
            self.below.push(Shown { of, selection, nodes: Vec::new() });
            self.below.len() - 1
        });
        if let Some(known) = self.rows.nodes.get(&(row, place)) {
            return *known;
        }
        let shown_as = Held::ShownAs(self.answer.next_index());
        let entry = match std::mem::replace(&mut self.rows.all[row].1, shown_as) {
            Held::Row(entry) => *entry,
            // Another selection shows it too.
            Held::ShownAs(first) => self.answer.node(first).row.clone(),
        };
        let index = self.answer.add(entry);
        self.rows.nodes.insert((row, place), index);
        self.below[place].nodes.push(index);
        index
    }
}

/// A row that was read, until the first selection shows it.
enum Held {
    Row(Box<EntryRow>),
    ShownAs(NodeIndex),
}

/// The rows of `entries` that a level reads, findable from both kinds of links.
#[derive(Default)]
struct Rows {
    all: Vec<(ContentTypeId, Held)>,
    by_document: HashMap<(DocumentId, Locale), usize>,
    by_id: HashMap<EntryId, usize>,
    nodes: HashMap<(usize, usize), NodeIndex>,
}

async fn entries_of(
    reader: Reader<'_>,
    answer: &Answer,
    found: &[Found<'_>],
) -> Result<Rows, ContentQueryError> {
    let mut shown: Vec<(&StoredType, &Selection)> = Vec::new();
    let (mut documents, mut ids, mut locales) = (Vec::new(), Vec::new(), Vec::new());
    for link in found {
        let Leads::ToEntries(related) = link.slot.leads else { continue };
        if !shown.iter().any(|(_, selection)| std::ptr::eq(*selection, &raw const related.selection)) {
            shown.push((&related.target, &related.selection));
        }
        match link.to {
            To::Entry(id) => ids.push(id.0),
            To::Document(document) => {
                documents.push(document);
                let parent = &answer.node(link.parent).row.locale;
                for locale in reader.world.locales_below(parent, &related.target) {
                    if !locales.contains(&locale) {
                        locales.push(locale);
                    }
                }
            }
        }
    }
    let mut rows = Rows::default();
    if shown.is_empty() {
        return Ok(rows);
    }
    ids.sort_unstable();
    ids.dedup();
    documents.sort_unstable();
    documents.dedup();
    let columns = Columns::of(&shown);
    let wanted = links::Wanted { documents: &documents, locales: &locales, ids: &ids };
    for (of, entry) in links::entries(reader, &columns, wanted).await? {
        let index = rows.all.len();
        rows.by_id.insert(entry.id, index);
        rows.by_document.insert((entry.document, entry.locale.clone()), index);
        rows.all.push((of, Held::Row(Box::new(entry))));
    }
    Ok(rows)
}

async fn assets_of(
    reader: Reader<'_>,
    answer: &mut Answer,
    found: &[Found<'_>],
) -> Result<HashMap<DocumentId, Target>, ContentQueryError> {
    let mut documents: Vec<DocumentId> = found
        .iter()
        .filter_map(|link| match (link.slot.leads, link.to) {
            (Leads::ToAssets(_), To::Document(document)) => Some(document),
            _ => None,
        })
        .collect();
    if documents.is_empty() {
        return Ok(HashMap::new());
    }
    documents.sort_unstable();
    documents.dedup();
    let rows: Vec<AssetRow> = assets::by_documents(reader.source, &documents).await?;
    Ok(rows.into_iter().map(|row| (row.document, answer.add_asset(row))).collect())
}

/// The bound that holds: the estimate before the query only guesses.
pub(super) fn within_budget(field: &str, rows: usize) -> Result<(), ContentQueryError> {
    let found = u64::try_from(rows).unwrap_or(u64::MAX);
    if found <= ROW_BUDGET {
        return Ok(());
    }
    Err(QueryError::OverBudget { field: field.to_owned(), found, limit: ROW_BUDGET }.into())
}
