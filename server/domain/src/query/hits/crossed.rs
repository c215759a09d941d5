//! Other types that an answer looked at on its way: in conditions over relations, in sort keys, and in what it shows
//! of linked entries by a query of their own.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::membership::{Verdict, may_change, verdict};
use super::seen::Seen;
use crate::events::RowSide;
use crate::ids::{DocumentId, PathId};
use crate::query::content_query::{
    ContentQuery, Direction, PopulateKind, Predicate, RelatedQuery, Selection, SortKey, SortTarget,
    SystemField,
};
use crate::schema::StoredType;

/// A type that was crossed, what was asked of its entries, and what else of them mattered.
#[derive(Debug, Clone)]
pub struct Crossed {
    pub of: Arc<StoredType>,
    condition: Predicate,
    reads: Vec<Read>,
    /// The field by which entries of this type name those that were asked about.
    inverse: Option<PathId>,
    /// Those that were asked about, when they are known.
    named: Option<Arc<BTreeSet<DocumentId>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Read {
    Path(PathId),
    System(SystemField),
}

impl Crossed {
    /// Every entry of a type, whatever it says.
    pub fn any_of(of: &Arc<StoredType>) -> Self {
        Self {
            of: Arc::clone(of),
            condition: Predicate::everything(),
            reads: Vec::new(),
            inverse: None,
            named: None,
        }
    }

    pub fn is_hit_by(&self, seen: Seen<'_>) -> bool {
        if seen.content_type != self.of.id {
            return false;
        }
        let sides = [seen.before(), seen.after()];
        let is_named = |side: Option<&RowSide>| self.names(seen, side);
        let met = sides.map(|side| verdict(&self.condition, &self.of, seen, side));
        let both = [met[0].and(is_named(sides[0])), met[1].and(is_named(sides[1]))];
        if both == [Verdict::No, Verdict::No] {
            return false;
        }
        let read_changes = self.reads.iter().any(|read| match read {
            Read::Path(path) => seen.changes_path(&self.of, *path),
            Read::System(field) => seen.changes_system(*field),
        });
        read_changes
            || self.inverse.is_some_and(|path| seen.changes_path(&self.of, path))
            || may_change(&self.condition, &self.of, seen, met)
    }

    /// Whether the row names one of those that were asked about.
    fn names(&self, seen: Seen<'_>, side: Option<&RowSide>) -> Verdict {
        match (side, self.inverse, &self.named) {
            (None, ..) => Verdict::No,
            (Some(side), Some(path), Some(named)) if seen.tells_path(&self.of, path) => {
                let is_one =
                    side.targets.iter().any(|link| link.path == path && named.contains(&link.target));
                if is_one { Verdict::Yes } else { Verdict::No }
            }
            (Some(_), Some(_), _) => Verdict::Maybe,
            (Some(_), None, _) => Verdict::Yes,
        }
    }
}

/// Everything that a query crosses. `shown` gives the documents of its answer, which only few queries need.
pub fn crossings(query: &ContentQuery, shown: &dyn Fn() -> Arc<BTreeSet<DocumentId>>) -> Vec<Crossed> {
    let mut found = Found { shown, all: Vec::new() };
    found.in_filter(query.filter.as_ref());
    found.in_sort(&query.sort);
    found.in_selection(&query.selection);
    found.all
}

struct Found<'a> {
    shown: &'a dyn Fn() -> Arc<BTreeSet<DocumentId>>,
    all: Vec<Crossed>,
}

impl Found<'_> {
    fn in_filter(&mut self, filter: Option<&Predicate>) {
        match filter {
            None
            | Some(
                Predicate::System { .. }
                | Predicate::Value { .. }
                | Predicate::HasAsset { .. }
                | Predicate::Decided(_),
            ) => {}
            Some(Predicate::All(parts) | Predicate::Any(parts)) => {
                for part in parts {
                    self.in_filter(Some(part));
                }
            }
            Some(Predicate::Not(inner) | Predicate::Instance { inner, .. }) => self.in_filter(Some(inner)),
            Some(Predicate::Related { path, direction, target, inner, .. }) => {
                self.all.push(Crossed {
                    condition: Predicate::clone(inner),
                    inverse: (*direction == Direction::Inverse).then_some(*path),
                    ..Crossed::any_of(target)
                });
                self.in_filter(Some(inner));
            }
        }
    }

    fn in_sort(&mut self, sort: &[SortKey]) {
        for key in sort {
            let (via, read) = match &key.target {
                SortTarget::System(_) => continue,
                SortTarget::Value { via, path, .. } => (via, Read::Path(*path)),
                SortTarget::RelatedSystem { via, field } => (via, Read::System(*field)),
            };
            for (place, (_, target)) in via.iter().enumerate() {
                let read = via.get(place + 1).map_or(read, |(next, _)| Read::Path(*next));
                self.all.push(Crossed { reads: vec![read], ..Crossed::any_of(target) });
            }
        }
    }

    fn in_selection(&mut self, selection: &Selection) {
        for populate in &selection.populate {
            match &populate.kind {
                PopulateKind::Related(related) => self.in_related(related),
                PopulateKind::Assets(_) => {}
                PopulateKind::Component { of, .. } => self.in_selection(&of.selection),
                PopulateKind::Blocks { of } => {
                    for one in of {
                        self.in_selection(&one.selection);
                    }
                }
            }
        }
    }

    /// What plain links lead to is shown or known to be absent; a query of its own may find others another time.
    fn in_related(&mut self, related: &RelatedQuery) {
        let is_inverse = related.direction == Direction::Inverse;
        if is_inverse || related.is_own_query() {
            let reads = related.sort.iter().filter_map(|key| match &key.target {
                SortTarget::System(field) => Some(Read::System(*field)),
                SortTarget::Value { via, path, .. } => {
                    Some(Read::Path(via.first().map_or(*path, |(relation, _)| *relation)))
                }
                SortTarget::RelatedSystem { via, .. } => {
                    via.first().map(|(relation, _)| Read::Path(*relation))
                }
            });
            self.all.push(Crossed {
                of: Arc::clone(&related.target),
                condition: related.filter.clone().unwrap_or_else(Predicate::everything),
                reads: reads.collect(),
                inverse: is_inverse.then_some(related.path),
                named: is_inverse.then(self.shown),
            });
            self.in_filter(related.filter.as_ref());
            self.in_sort(&related.sort);
        }
        self.in_selection(&related.selection);
    }
}
