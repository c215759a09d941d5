//! Which predicates SQL decides, and what it can say of the others.
//!
//! SQL decides leaves that `field_values` and `links` hold, also several leaves of one component instance, which their
//! rows name as their owner. Which instance contains which is not stored outside the document, and neither are long
//! texts; for a predicate with such parts SQL finds a superset.

use galley_domain::query::{Operator, Predicate};

use super::conditions;

/// Whether SQL decides the predicate for entries.
pub(super) fn is_exact(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => parts.iter().all(is_exact),
        Predicate::Not(inner) | Predicate::Related { inner, .. } => is_exact(inner),
        Predicate::System { .. } | Predicate::HasAsset { .. } => true,
        Predicate::Value { column, .. } => column.is_indexed(),
        Predicate::Instance { inner, .. } => is_exact_instance(inner),
        Predicate::Decided(_) => false,
    }
}

/// Whether SQL decides that there is an instance that satisfies `inner`.
pub(super) fn is_exact_instance(inner: &Predicate) -> bool {
    match inner {
        Predicate::Any(parts) => !parts.is_empty() && parts.iter().all(is_exact_instance),
        // Nothing lies between the two: an inner instance is in exactly one outer one.
        Predicate::Instance { inner, .. } => is_exact_instance(inner),
        Predicate::All(_) => {
            let parts = conjuncts(inner);
            match parts.as_slice() {
                [only] => is_exact_instance(only),
                parts => {
                    parts.iter().any(|part| is_anchor(part)) && parts.iter().all(|part| is_of_owner(part))
                }
            }
        }
        leaf => is_anchor(leaf),
    }
}

/// A leaf that has a row exactly when it holds.
pub(super) fn is_anchor(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Value { column, condition, .. } => {
            column.is_indexed() && condition.operator != Operator::Null
        }
        Predicate::Related { inner, .. } => is_exact(inner),
        Predicate::HasAsset { .. } => true,
        _ => false,
    }
}

/// Whether rows of one owner decide it, given that the owner exists.
fn is_of_owner(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => parts.iter().all(is_of_owner),
        Predicate::Not(inner) => is_of_owner(inner),
        Predicate::Value { column, .. } => column.is_indexed(),
        Predicate::Related { .. } | Predicate::HasAsset { .. } => is_anchor(predicate),
        Predicate::System { .. } | Predicate::Instance { .. } | Predicate::Decided(_) => false,
    }
}

/// The parts of nested conjunctions, side by side.
pub(super) fn conjuncts(predicate: &Predicate) -> Vec<&Predicate> {
    match predicate {
        Predicate::All(parts) => parts.iter().flat_map(conjuncts).collect(),
        other => vec![other],
    }
}

/// A predicate that SQL decides and that holds for every entry that satisfies the given one.
pub(super) fn superset(predicate: &Predicate) -> Predicate {
    if is_exact(predicate) {
        return predicate.clone();
    }
    match predicate {
        Predicate::All(parts) => Predicate::All(parts.iter().map(superset).collect()),
        Predicate::Any(parts) => Predicate::Any(parts.iter().map(superset).collect()),
        Predicate::Instance { inner, .. } => with_instance(predicate, inner),
        _ => Predicate::everything(),
    }
}

/// As [`superset`], for what holds when an instance satisfies `inner`.
fn with_instance(instance: &Predicate, inner: &Predicate) -> Predicate {
    let again = |part: &Predicate| match instance {
        Predicate::Instance { chain, name, cardinality, block, .. } => superset(&Predicate::Instance {
            chain: chain.clone(),
            name: name.clone(),
            cardinality: *cardinality,
            block: block.clone(),
            inner: Box::new(part.clone()),
        }),
        _ => Predicate::everything(),
    };
    match inner {
        // One instance that satisfies all implies, for each part, an instance that satisfies it.
        Predicate::All(parts) => Predicate::All(parts.iter().map(again).collect()),
        Predicate::Any(parts) if !parts.is_empty() => Predicate::Any(parts.iter().map(again).collect()),
        Predicate::Instance { inner: innermost, .. } => with_instance(inner, innermost),
        _ => Predicate::everything(),
    }
}

/// Whether few entries are expected to satisfy the predicate.
pub(super) fn is_selective(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::All(parts) => parts.iter().any(is_selective),
        Predicate::Any(parts) => parts.iter().all(is_selective),
        Predicate::System { condition, .. } | Predicate::Value { condition, .. } => {
            conditions::is_selective(condition.operator)
        }
        Predicate::Instance { inner, .. } | Predicate::Related { inner, .. } => is_selective(inner),
        Predicate::Not(_) | Predicate::HasAsset { .. } | Predicate::Decided(_) => false,
    }
}
