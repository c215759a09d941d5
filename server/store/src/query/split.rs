//! A predicate in two halves: what SQL decides, for each entry or component instance, and what is left to evaluate.

use std::collections::HashSet;

use galley_domain::ids::{EntryId, InstanceId};
use galley_domain::query::Predicate;
use galley_domain::query::predicate::{Links, Related, Subject};

use super::exactness::is_exact;

/// A predicate with the parts taken out that SQL decides.
pub(super) struct Split {
    pub(super) remaining: Predicate,
    /// Decided for each entry; numbered from 0.
    pub(super) by_entry: Vec<Predicate>,
    /// Decided for each component instance; numbered after those.
    pub(super) by_owner: Vec<Predicate>,
}

impl Split {
    pub(super) fn of(predicate: &Predicate) -> Self {
        let (mut by_entry, mut by_owner) = (Vec::new(), Vec::new());
        let remaining = without_exact(predicate, &mut by_entry);
        let remaining = without_owners(remaining, by_entry.len(), &mut by_owner);
        Self { remaining, by_entry, by_owner }
    }
}

fn without_exact(predicate: &Predicate, taken: &mut Vec<Predicate>) -> Predicate {
    if is_exact(predicate) {
        taken.push(predicate.clone());
        return Predicate::Decided(taken.len() - 1);
    }
    match predicate {
        Predicate::All(parts) => {
            Predicate::All(parts.iter().map(|part| without_exact(part, taken)).collect())
        }
        Predicate::Any(parts) => {
            Predicate::Any(parts.iter().map(|part| without_exact(part, taken)).collect())
        }
        Predicate::Not(inner) => without_exact(inner, taken).negated(),
        other => other.clone(),
    }
}

/// What is left of relations is inside components.
fn without_owners(predicate: Predicate, first: usize, taken: &mut Vec<Predicate>) -> Predicate {
    match predicate {
        Predicate::All(parts) => {
            Predicate::All(parts.into_iter().map(|part| without_owners(part, first, taken)).collect())
        }
        Predicate::Any(parts) => {
            Predicate::Any(parts.into_iter().map(|part| without_owners(part, first, taken)).collect())
        }
        Predicate::Not(inner) => without_owners(*inner, first, taken).negated(),
        Predicate::Instance { chain, name, cardinality, block, inner } => {
            let inner = Box::new(without_owners(*inner, first, taken));
            Predicate::Instance { chain, name, cardinality, block, inner }
        }
        related @ Predicate::Related { .. } => {
            taken.push(related);
            Predicate::Decided(first + taken.len() - 1)
        }
        other => other,
    }
}

/// What SQL decided about the entry that is being evaluated, and about component instances.
pub(super) struct Decisions {
    pub(super) columns: Vec<bool>,
    pub(super) owners: Vec<HashSet<(EntryId, InstanceId)>>,
}

impl Links for Decisions {
    fn any_related(&self, _: &Subject<'_>, _: InstanceId, _: Related<'_>) -> bool {
        // None is left: SQL has decided all of them.
        false
    }

    fn is_decided(&self, subject: &Subject<'_>, owner: InstanceId, number: usize) -> bool {
        match self.columns.get(number) {
            Some(holds) => *holds,
            None => self
                .owners
                .get(number - self.columns.len())
                .is_some_and(|owners| owners.contains(&(subject.id, owner))),
        }
    }
}
