//! What a relation leads to, whichever side of it is stored.

use std::sync::Arc;

use super::Checker;
use super::scope::{Clause, Scope};
use crate::ids::PathId;
use crate::query::content_query::Direction;
use crate::query::requested::QueryError;
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
