//! The populated fields of a selection that lead out of their entry, wherever in its components they are.

use galley_domain::ids::PathId;
use galley_domain::query::{Assets, Direction, PopulateKind, RelatedQuery, Selection};

/// One such field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot<'a> {
    pub(super) name: &'a str,
    pub(super) leads: Leads<'a>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Leads<'a> {
    ToEntries(&'a RelatedQuery),
    ToAssets(&'a Assets),
}

impl Slot<'_> {
    pub(super) const fn path(&self) -> PathId {
        match self.leads {
            Leads::ToEntries(related) => related.path,
            Leads::ToAssets(assets) => assets.path,
        }
    }

    pub(super) const fn direction(&self) -> Direction {
        match self.leads {
            Leads::ToEntries(related) => related.direction,
            Leads::ToAssets(_) => Direction::Owning,
        }
    }

    /// Whether it has a statement of its own: for its filters, sort or pagination, or because its links are stored on
    /// the other side.
    pub(super) fn has_own_statement(&self) -> bool {
        match self.leads {
            Leads::ToEntries(related) => related.is_own_query() || related.direction == Direction::Inverse,
            Leads::ToAssets(_) => false,
        }
    }
}

pub(super) fn of(selection: &Selection) -> Vec<Slot<'_>> {
    let mut slots = Vec::new();
    collect(selection, &mut slots);
    slots
}

fn collect<'a>(selection: &'a Selection, slots: &mut Vec<Slot<'a>>) {
    for populate in &selection.populate {
        let name = populate.name.as_str();
        match &populate.kind {
            PopulateKind::Related(related) => slots.push(Slot { name, leads: Leads::ToEntries(related) }),
            PopulateKind::Assets(assets) => slots.push(Slot { name, leads: Leads::ToAssets(assets) }),
            PopulateKind::Component { of, .. } => collect(&of.selection, slots),
            PopulateKind::Blocks { of } => of.iter().for_each(|block| collect(&block.selection, slots)),
        }
    }
}
