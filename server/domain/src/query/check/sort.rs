//! What a list is ordered by: leaves and system members, also of entries reached over to-one relations.

use std::sync::Arc;

use super::operands::LeafKind;
use super::scope::Scope;
use super::{Checker, MAX_SORT_KEYS};
use crate::ids::PathId;
use crate::query::content_query::{Direction, SortDirection, SortKey, SortTarget, SystemField};
use crate::query::requested::{QueryError, RequestedSort};
use crate::schema::{Cardinality, FieldKind, StoredType};

const CLAUSE: &str = "sort";

impl Checker<'_> {
    pub(super) fn sort(
        &self,
        scope: &Scope<'_>,
        requested: &[RequestedSort],
    ) -> Result<Vec<SortKey>, QueryError> {
        if requested.len() > MAX_SORT_KEYS {
            return Err(QueryError::invalid(CLAUSE, format!("more than {MAX_SORT_KEYS} keys")));
        }
        requested
            .iter()
            .map(|key| {
                let direction =
                    if key.descending { SortDirection::Descending } else { SortDirection::Ascending };
                self.sort_target(scope, &key.path, Vec::new()).map(|target| SortKey { target, direction })
            })
            .collect()
    }

    fn sort_target(
        &self,
        scope: &Scope<'_>,
        names: &[String],
        mut via: Vec<(PathId, Arc<StoredType>)>,
    ) -> Result<SortTarget, QueryError> {
        let Some((name, below)) = names.split_first() else {
            return Err(QueryError::invalid(CLAUSE, "a key needs a field"));
        };
        if let Some(system) = SystemField::named(name).filter(|_| scope.is_entry()) {
            return match below.first() {
                Some(below) => Err(scope.unknown(CLAUSE, &format!("{name}.{below}"))),
                None if via.is_empty() => Ok(SortTarget::System(system)),
                None => Ok(SortTarget::RelatedSystem { via, field: system }),
            };
        }
        let field = self.field(scope, CLAUSE, name)?;
        let refuse = |why: &str| {
            let name = scope.full_name(name);
            Err(QueryError::invalid(CLAUSE, format!("cannot sort by `{name}`, {why}")))
        };
        if let Some(relation) = self.relation(scope, CLAUSE, field)? {
            let target = scope.below_relation(CLAUSE, name, relation.target)?;
            if below.is_empty() {
                return refuse("which needs a field, such as its `id`");
            }
            if relation.cardinality == Cardinality::Many || relation.direction == Direction::Inverse {
                // The rest is looked up first: a hidden name is refused as an unknown one.
                self.sort_target(&target, below, Vec::new())?;
                return refuse("which leads to many entries");
            }
            via.push((relation.path, Arc::clone(relation.target)));
            return self.sort_target(&target, below, via);
        }
        if let FieldKind::Component { component, cardinality } = &field.kind {
            let component = self.component(scope, CLAUSE, field, component)?;
            let inner = scope.below_component(CLAUSE, field, component)?;
            if below.is_empty() {
                return refuse("which needs a field");
            }
            let target = self.sort_target(&inner, below, via)?;
            return if *cardinality == Cardinality::Many { refuse("which is a list") } else { Ok(target) };
        }
        if let Some(below) = below.first() {
            return Err(scope.unknown(CLAUSE, &format!("{name}.{below}")));
        }
        let is_list = matches!(field.kind, FieldKind::Enumeration { cardinality: Cardinality::Many, .. });
        match LeafKind::of_field(field) {
            Some(_) if is_list => refuse("which is a list"),
            Some(kind) if kind.column(field).is_indexed() => {
                Ok(SortTarget::Value { via, path: scope.path(CLAUSE, field)?, column: kind.column(field) })
            }
            Some(_) | None => refuse("which has no order"),
        }
    }
}
