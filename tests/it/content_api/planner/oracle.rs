//! The same questions, answered in memory by the evaluator, link by link.

use galley_domain::ids::{DocumentId, EntryId, InstanceId, PathId};
use galley_domain::locales::{Locale, Stage};
use galley_domain::query::predicate::{Links, Related, Subject, matches};
use galley_domain::query::{
    ContentQuery, Direction, LocaleChoice, Page, Populate, PopulateKind, Predicate, Selection, SortDirection,
    SortKey, SortTarget, SystemField, ValueColumn,
};
use galley_domain::schema::StoredType;
use galley_domain::values::LinkTarget;
use galley_store::query::{Answer, Target};

use super::content::{Entry, World};

/// What was found: the entries, the total, and below each entry what each populated field shows.
#[derive(Debug, PartialEq)]
pub(super) struct Shape {
    total: Option<u64>,
    entries: Vec<Shown>,
}

#[derive(Debug, PartialEq)]
struct Shown {
    id: EntryId,
    below: Vec<Below>,
}

/// One field of the entry, or of one of its component instances, that shows something.
#[derive(Debug, PartialEq)]
struct Below {
    path: PathId,
    direction: Direction,
    owner: InstanceId,
    entries: Vec<Shown>,
}

struct Oracle<'a> {
    world: &'a World,
    query: &'a ContentQuery,
}

pub(super) fn answer(world: &World, query: &ContentQuery) -> Shape {
    let oracle = Oracle { world, query };
    let mut found: Vec<&Entry> = world
        .entries
        .iter()
        .filter(|entry| entry.of == query.target.schema.singular.as_str() && oracle.is_visible(entry))
        .filter(|entry| match &query.locale {
            LocaleChoice::One(locale) => entry.locale == *locale,
            LocaleChoice::Any => true,
        })
        .filter(|entry| query.filter.as_ref().is_none_or(|filter| oracle.matches(filter, entry)))
        .collect();
    oracle.order(&mut found, &query.sort);
    let total = query.page.with_total.then(|| u64::try_from(found.len()).unwrap_or(0));
    let entries = cut(found, Some(query.page)).map(|entry| oracle.shown(entry, &query.selection)).collect();
    Shape { total, entries }
}

fn cut(list: Vec<&Entry>, page: Option<Page>) -> impl Iterator<Item = &Entry> {
    let (offset, limit) = page.map_or((0, 1_000), |page| (page.offset, page.limit));
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    list.into_iter().skip(size(offset)).take(size(limit))
}

impl<'a> Oracle<'a> {
    fn is_visible(&self, entry: &Entry) -> bool {
        entry.stage == self.query.stage && (entry.stage == Stage::Published || entry.trashed_at.is_none())
    }

    fn matches(&self, predicate: &Predicate, entry: &Entry) -> bool {
        let subject = Subject {
            id: entry.id,
            document: entry.document,
            created_at: entry.created_at,
            updated_at: entry.updated_at,
            published_at: entry.published_at,
            locale: &entry.locale,
            data: &entry.data,
        };
        matches(predicate, &subject, self)
    }

    fn locale_below(&self, parent: &Locale, target: &StoredType) -> Locale {
        match (&self.query.locale, target.schema.localized) {
            (_, false) => Locale::none(),
            (LocaleChoice::Any, true) if !parent.is_none() => parent.clone(),
            _ => self.query.related_locale.clone(),
        }
    }

    /// The entries that a relation leads to from one owner, in the order of the links.
    fn reached(
        &self,
        from: &Entry,
        owner: InstanceId,
        (path, direction): (PathId, Direction),
        target: &StoredType,
    ) -> Vec<&'a Entry> {
        let locale = self.locale_below(&from.locale, target);
        let is_target = |entry: &&Entry| {
            entry.of == target.schema.singular.as_str() && entry.locale == locale && self.is_visible(entry)
        };
        let entries = &self.world.entries;
        match direction {
            Direction::Owning => linked(from, path, owner)
                .filter_map(|document| {
                    entries.iter().filter(is_target).find(|entry| entry.document == document)
                })
                .collect(),
            Direction::Inverse => {
                let mut sources: Vec<&Entry> = entries
                    .iter()
                    .filter(is_target)
                    .filter(|entry| linked(entry, path, InstanceId::TOP).any(|to| to == from.document))
                    .collect();
                sources.sort_by_key(|entry| entry.id);
                sources
            }
        }
    }

    fn order(&self, entries: &mut [&Entry], sort: &[SortKey]) {
        entries.sort_by(|left, right| {
            for key in sort {
                let order = self.key(left, &key.target).partial_cmp(&self.key(right, &key.target));
                let order = order.expect("keys of one kind");
                if order.is_ne() {
                    return directed(order, key.direction);
                }
            }
            let direction = sort.last().map_or(SortDirection::Ascending, |key| key.direction);
            directed(left.id.cmp(&right.id), direction)
        });
    }

    fn key(&self, entry: &Entry, target: &SortTarget) -> Option<Key> {
        let follow = |via: &[(PathId, std::sync::Arc<StoredType>)]| {
            via.iter().try_fold(entry, |from, (path, target)| {
                // The path belongs to the top or to a single component, so whoever owns the link is the one.
                let owner = from.derived.links.iter().find(|link| link.path == *path)?.owner;
                self.reached_any(from, owner, *path, target)
            })
        };
        match target {
            SortTarget::System(field) => system_key(entry, *field),
            SortTarget::RelatedSystem { via, field } => system_key(follow(via)?, *field),
            SortTarget::Value { via, path, column } => {
                let value = follow(via)?.derived.values.iter().find(|value| value.path == *path)?;
                match column {
                    ValueColumn::Number | ValueColumn::Boolean => value.number.map(Key::Number),
                    ValueColumn::Time => value.time.map(Key::Integer),
                    _ => value.folded.clone().map(Key::Text),
                }
            }
        }
    }

    fn reached_any<'b>(
        &self,
        from: &'b Entry,
        owner: InstanceId,
        path: PathId,
        target: &StoredType,
    ) -> Option<&'b Entry>
    where
        'a: 'b,
    {
        self.reached(from, owner, (path, Direction::Owning), target).first().copied()
    }

    fn shown(&self, entry: &Entry, selection: &Selection) -> Shown {
        let mut below = Vec::new();
        self.below(entry, &selection.populate, &mut below);
        below.sort_by_key(|below| (below.path, below.direction == Direction::Inverse, below.owner));
        Shown { id: entry.id, below }
    }

    fn below(&self, entry: &Entry, populate: &[Populate], below: &mut Vec<Below>) {
        for populate in populate {
            match &populate.kind {
                PopulateKind::Related(related) => {
                    let mut owners: Vec<InstanceId> = match related.direction {
                        Direction::Inverse => vec![InstanceId::TOP],
                        Direction::Owning => entry
                            .derived
                            .links
                            .iter()
                            .filter(|link| link.path == related.path)
                            .map(|link| link.owner)
                            .collect(),
                    };
                    owners.dedup();
                    for owner in owners {
                        let mut found =
                            self.reached(entry, owner, (related.path, related.direction), &related.target);
                        found.retain(|target| {
                            related.filter.as_ref().is_none_or(|filter| self.matches(filter, target))
                        });
                        if !related.sort.is_empty() {
                            self.order(&mut found, &related.sort);
                        }
                        let entries: Vec<Shown> = cut(found, related.page)
                            .map(|target| self.shown(target, &related.selection))
                            .collect();
                        if !entries.is_empty() {
                            let (path, direction) = (related.path, related.direction);
                            below.push(Below { path, direction, owner, entries });
                        }
                    }
                }
                PopulateKind::Component { of, .. } => self.below(entry, &of.selection.populate, below),
                PopulateKind::Blocks { of } => {
                    for block in of {
                        self.below(entry, &block.selection.populate, below);
                    }
                }
                PopulateKind::Assets(_) => {}
            }
        }
    }
}

#[derive(Debug, PartialEq, PartialOrd)]
enum Key {
    Integer(i64),
    Number(f64),
    Text(String),
    Document(DocumentId),
}

fn directed(order: std::cmp::Ordering, direction: SortDirection) -> std::cmp::Ordering {
    if direction == SortDirection::Descending { order.reverse() } else { order }
}

fn system_key(entry: &Entry, field: SystemField) -> Option<Key> {
    match field {
        SystemField::Id => Some(Key::Integer(entry.id.0)),
        SystemField::DocumentId => Some(Key::Document(entry.document)),
        SystemField::CreatedAt => Some(Key::Integer(entry.created_at)),
        SystemField::UpdatedAt => Some(Key::Integer(entry.updated_at)),
        SystemField::PublishedAt => entry.published_at.map(Key::Integer),
        SystemField::Locale => Some(Key::Text(entry.locale.as_str().to_owned())),
    }
}

fn linked(entry: &Entry, path: PathId, owner: InstanceId) -> impl Iterator<Item = DocumentId> {
    entry.derived.links.iter().filter(move |link| link.path == path && link.owner == owner).filter_map(
        |link| match link.target {
            LinkTarget::Document(document) => Some(document),
            LinkTarget::Asset(_) => None,
        },
    )
}

impl Links for Oracle<'_> {
    fn any_related(&self, subject: &Subject<'_>, owner: InstanceId, related: Related<'_>) -> bool {
        let from = self.world.entries.iter().find(|entry| entry.id == subject.id).expect("a known entry");
        self.reached(from, owner, (related.path, related.direction), related.target)
            .into_iter()
            .any(|target| self.matches(related.inner, target))
    }

    fn is_decided(&self, _: &Subject<'_>, _: InstanceId, _: usize) -> bool {
        unreachable!("a checked query has nothing decided in it")
    }
}

/// What the planner found, in the form of the oracle's answer.
pub(super) fn shape(answer: &Answer, query: &ContentQuery) -> Shape {
    let entries = answer.top.iter().map(|index| found(answer, *index, &query.selection)).collect();
    Shape { total: answer.total, entries }
}

fn found(answer: &Answer, index: galley_store::query::NodeIndex, selection: &Selection) -> Shown {
    let node = answer.node(index);
    let mut below = Vec::new();
    found_below(answer, node, &selection.populate, &mut below);
    below.sort_by_key(|below| (below.path, below.direction == Direction::Inverse, below.owner));
    Shown { id: node.row.id, below }
}

fn found_below(
    answer: &Answer,
    node: &galley_store::query::EntryNode,
    populate: &[Populate],
    below: &mut Vec<Below>,
) {
    for populate in populate {
        match &populate.kind {
            PopulateKind::Related(related) => {
                // Instances are numbered from 1, and none of these documents has more.
                for owner in (0..200).map(InstanceId) {
                    let linked = node.linked(related.direction, related.path, owner);
                    let entries: Vec<Shown> = linked
                        .iter()
                        .filter_map(|linked| match linked.target {
                            Target::Entry(index) => Some(found(answer, index, &related.selection)),
                            Target::Asset(_) => None,
                        })
                        .collect();
                    if !entries.is_empty() {
                        let (path, direction) = (related.path, related.direction);
                        below.push(Below { path, direction, owner, entries });
                    }
                }
            }
            PopulateKind::Component { of, .. } => found_below(answer, node, &of.selection.populate, below),
            PopulateKind::Blocks { of } => {
                for block in of {
                    found_below(answer, node, &block.selection.populate, below);
                }
            }
            PopulateKind::Assets(_) => {}
        }
    }
}
