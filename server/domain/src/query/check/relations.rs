//! What a relation leads to, whichever side of it is stored, and what is asked of the relation itself.

use std::sync::Arc;

use super::Checker;
use super::filters::CLAUSE;
use super::operands::{self, LeafKind};
use super::scope::{Clause, Scope};
use crate::ids::PathId;
use crate::query::content_query::{Direction, Predicate, SystemField};
use crate::query::operator::Operator;
use crate::query::requested::{QueryError, RequestedFilter};
use crate::schema::{Cardinality, Field, FieldKind, PathChain, StoredType};

/// A relation with its path, which belongs to the type that stores it.
pub(super) struct Relation<'a> {
    pub(super) path: PathId,
    pub(super) direction: Direction,
    pub(super) cardinality: Cardinality,
    pub(super) target: &'a Arc<StoredType>,
}

impl<'a> Checker<'a> {
    /// The relation that the field is; none when it is something else.
    pub(super) fn relation(
        &self,
        scope: &Scope<'_>,
        clause: Clause,
        field: &Field,
    ) -> Result<Option<Relation<'a>>, QueryError> {
        let (direction, name, cardinality, mapped_by) = match &field.kind {
            FieldKind::Relation { target, cardinality, .. } => {
                (Direction::Owning, target, *cardinality, None)
            }
            FieldKind::InverseRelation { target, cardinality, mapped_by } => {
                (Direction::Inverse, target, *cardinality, Some(mapped_by))
            }
            _ => return Ok(None),
        };
        let unknown = || scope.unknown(clause, &field.name);
        let target = self.model.content_type(name).ok_or_else(unknown)?;
        let path = match mapped_by {
            None => scope.path(clause, field)?,
            Some(mapped_by) => target
                .schema
                .field(mapped_by)
                .and_then(|owning| target.paths.id(&PathChain::default().then(owning.id)))
                .ok_or_else(unknown)?,
        };
        Ok(Some(Relation { path, direction, cardinality, target }))
    }
}

/// A comparison of the relation itself; asking whether the `id` of what it leads to is null asks whether it leads
/// anywhere, which is how Strapi's clients ask it.
pub(super) fn presence_or_comparison(requested: &RequestedFilter) -> Option<(Operator, &[String])> {
    match requested {
        RequestedFilter::Compare { operator, operands } => Some((*operator, operands)),
        RequestedFilter::On { field, condition } if field == "id" || field == "documentId" => {
            match condition.as_ref() {
                RequestedFilter::Compare {
                    operator: operator @ (Operator::Null | Operator::NotNull),
                    operands,
                } => Some((*operator, operands)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a comparison stands here without a field of its own.
pub(super) fn compares_directly(requested: &RequestedFilter) -> bool {
    match requested {
        RequestedFilter::All(parts) | RequestedFilter::Any(parts) => parts.iter().any(compares_directly),
        RequestedFilter::Not(inner) => compares_directly(inner),
        RequestedFilter::Compare { .. } | RequestedFilter::On { .. } => {
            presence_or_comparison(requested).is_some()
        }
    }
}

/// `filters[author]=x`: by document id, or by the numeric id.
pub(super) fn identity(name: &str, operator: Operator, operands: &[String]) -> Result<Predicate, QueryError> {
    let by_id =
        operands.iter().all(|text| text.len() <= 16 && text.bytes().all(|byte| byte.is_ascii_digit()));
    let (field, kind) =
        if by_id { (SystemField::Id, LeafKind::Id) } else { (SystemField::DocumentId, LeafKind::Document) };
    let condition = operands::condition(CLAUSE, name, kind, operator, operands)?;
    Ok(Predicate::System { field, condition })
}
