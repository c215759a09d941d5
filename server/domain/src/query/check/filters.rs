//! Filters: from names and texts to path ids and typed comparisons.

use std::sync::Arc;

use super::operands::{self, LeafKind};
use super::relations::Relation;
use super::scope::Scope;
use super::{Checker, MAX_CONDITIONS, MAX_GROUPS};
use crate::query::content_query::{Condition, Predicate, SystemField};
use crate::query::operator::Operator;
use crate::query::requested::{QueryError, RequestedFilter};
use crate::schema::{Cardinality, ComponentName, Field, FieldKind};

const CLAUSE: &str = "filters";

impl Checker<'_> {
    pub(super) fn filter(
        &mut self,
        scope: &Scope<'_>,
        requested: Option<&RequestedFilter>,
    ) -> Result<Option<Predicate>, QueryError> {
        requested.map(|requested| self.group(scope, requested, 0)).transpose()
    }

    fn group(
        &mut self,
        scope: &Scope<'_>,
        requested: &RequestedFilter,
        depth: usize,
    ) -> Result<Predicate, QueryError> {
        let Some(field) = field_of(requested) else {
            return self
                .combine(requested, depth, &mut |checker, part, depth| checker.group(scope, part, depth));
        };
        let (name, condition) = field?;
        if let Some(system) = SystemField::named(name).filter(|_| scope.is_entry()) {
            return self.leaf(scope, name, LeafKind::of_system(system), condition, depth, &|condition| {
                Predicate::System { field: system, condition }
            });
        }
        let field = self.field(scope, CLAUSE, name)?;
        self.on_field(scope, field, condition, depth)
    }

    fn on_field(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        condition: &RequestedFilter,
        depth: usize,
    ) -> Result<Predicate, QueryError> {
        if let Some(relation) = self.relation(scope, CLAUSE, field)? {
            return self.on_relation(scope, field, &relation, condition, depth);
        }
        match &field.kind {
            FieldKind::Component { component, cardinality } => {
                self.on_component(scope, field, component, *cardinality, condition, depth)
            }
            FieldKind::Blocks { components } => self.on_blocks(scope, field, components, condition, depth),
            FieldKind::Media { .. } => {
                let path = scope.path(CLAUSE, field)?;
                let present = Predicate::HasAsset { path, name: field.name.clone() };
                self.presence(scope, field, &present, condition, depth)
            }
            _ => {
                let kind = LeafKind::of_field(field).ok_or_else(|| scope.unknown(CLAUSE, &field.name))?;
                let column = kind.column(field);
                let chain = scope.chain.then(field.id);
                // Only what `field_values` holds needs a path; the chain names the leaf in any case.
                let path = scope.path(CLAUSE, field)?;
                self.leaf(scope, &field.name, kind, condition, depth, &|condition| Predicate::Value {
                    path,
                    chain: chain.clone(),
                    name: field.name.clone(),
                    column,
                    condition,
                })
            }
        }
    }

    /// Comparisons of one value, in any grouping.
    fn leaf(
        &mut self,
        scope: &Scope<'_>,
        name: &str,
        kind: LeafKind,
        requested: &RequestedFilter,
        depth: usize,
        build: &dyn Fn(Condition) -> Predicate,
    ) -> Result<Predicate, QueryError> {
        match requested {
            RequestedFilter::Compare { operator, operands } => {
                self.count()?;
                let condition =
                    operands::condition(CLAUSE, &scope.full_name(name), kind, *operator, operands)?;
                Ok(build(condition))
            }
            RequestedFilter::On { field, .. } => Err(scope.unknown(CLAUSE, &format!("{name}.{field}"))),
            group => self.combine(group, depth, &mut |checker, part, depth| {
                checker.leaf(scope, name, kind, part, depth, build)
            }),
        }
    }

    /// Comparisons that only ask whether there is something.
    fn presence(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        present: &Predicate,
        requested: &RequestedFilter,
        depth: usize,
    ) -> Result<Predicate, QueryError> {
        match requested {
            RequestedFilter::Compare { operator: Operator::Null, .. } => {
                self.count()?;
                Ok(present.clone().negated())
            }
            RequestedFilter::Compare { operator: Operator::NotNull, .. } => {
                self.count()?;
                Ok(present.clone())
            }
            RequestedFilter::Compare { .. } => {
                let name = scope.full_name(&field.name);
                Err(QueryError::invalid(
                    CLAUSE,
                    format!("`{name}` can be compared by $null and $notNull only"),
                ))
            }
            RequestedFilter::On { field: below, .. } => {
                Err(scope.unknown(CLAUSE, &format!("{}.{below}", field.name)))
            }
            group => self.combine(group, depth, &mut |checker, part, depth| {
                checker.presence(scope, field, present, part, depth)
            }),
        }
    }

    fn on_relation(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        relation: &Relation<'_>,
        requested: &RequestedFilter,
        depth: usize,
    ) -> Result<Predicate, QueryError> {
        let related = |inner: Predicate| Predicate::Related {
            path: relation.path,
            name: field.name.clone(),
            direction: relation.direction,
            target: Arc::clone(relation.target),
            inner: Box::new(inner),
        };
        match presence_or_comparison(requested) {
            Some((Operator::Null, _)) => {
                self.count()?;
                Ok(related(Predicate::everything()).negated())
            }
            Some((Operator::NotNull, _)) => {
                self.count()?;
                Ok(related(Predicate::everything()))
            }
            Some((operator, operands)) => {
                self.count()?;
                let name = scope.full_name(&field.name);
                identity(&name, operator, operands).map(related)
            }
            None if compares_directly(requested) => {
                self.combine(requested, depth, &mut |checker, part, depth| {
                    checker.on_relation(scope, field, relation, part, depth)
                })
            }
            None => {
                let target = scope.into_relation(CLAUSE, &field.name, relation.target)?;
                self.group(&target, requested, depth).map(related)
            }
        }
    }

    fn on_component(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        name: &ComponentName,
        cardinality: Cardinality,
        requested: &RequestedFilter,
        depth: usize,
    ) -> Result<Predicate, QueryError> {
        let component = self.component(scope, CLAUSE, field, name)?;
        let inner_scope = scope.into_component(CLAUSE, field, component)?;
        let instance = |inner: Predicate| Predicate::Instance {
            chain: inner_scope.chain.clone(),
            name: field.name.clone(),
            cardinality,
            block: None,
            inner: Box::new(inner),
        };
        if compares_directly(requested) {
            return self.presence(scope, field, &instance(Predicate::everything()), requested, depth);
        }
        self.group(&inner_scope, requested, depth).map(instance)
    }

    /// Blocks are asked by component: `filters[body][shared.quote][text][$eq]`.
    fn on_blocks(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        components: &[ComponentName],
        requested: &RequestedFilter,
        depth: usize,
    ) -> Result<Predicate, QueryError> {
        let Some(named) = field_of(requested) else {
            return self.combine(requested, depth, &mut |checker, part, depth| {
                checker.on_blocks(scope, field, components, part, depth)
            });
        };
        let (written, condition) = named?;
        let unknown = || scope.unknown(CLAUSE, &format!("{}.{written}", field.name));
        let name = components.iter().find(|name| name.as_str() == written).ok_or_else(unknown)?;
        let component = self.component(scope, CLAUSE, field, name)?;
        let inner_scope = scope.into_block(CLAUSE, field, component)?;
        let inner = self.group(&inner_scope, condition, depth)?;
        Ok(Predicate::Instance {
            chain: inner_scope.chain,
            name: field.name.clone(),
            cardinality: Cardinality::Many,
            block: Some(name.clone()),
            inner: Box::new(inner),
        })
    }

    /// The groups `$and`, `$or` and `$not` over parts that `check` understands.
    fn combine(
        &mut self,
        requested: &RequestedFilter,
        depth: usize,
        check: &mut dyn FnMut(&mut Self, &RequestedFilter, usize) -> Result<Predicate, QueryError>,
    ) -> Result<Predicate, QueryError> {
        if depth >= MAX_GROUPS {
            return Err(QueryError::invalid(
                CLAUSE,
                format!("groups are nested more than {MAX_GROUPS} deep"),
            ));
        }
        let mut each = |parts: &[RequestedFilter], checker: &mut Self| {
            parts.iter().map(|part| check(checker, part, depth + 1)).collect::<Result<Vec<_>, _>>()
        };
        match requested {
            RequestedFilter::All(parts) => each(parts, self).map(Predicate::All),
            // Nothing to choose from is no condition, as in Strapi.
            RequestedFilter::Any(parts) if parts.is_empty() => Ok(Predicate::everything()),
            RequestedFilter::Any(parts) => each(parts, self).map(Predicate::Any),
            RequestedFilter::Not(inner) => check(self, inner, depth + 1).map(Predicate::negated),
            RequestedFilter::On { .. } | RequestedFilter::Compare { .. } => {
                Err(QueryError::invalid(CLAUSE, "a comparison needs a field"))
            }
        }
    }

    fn count(&mut self) -> Result<(), QueryError> {
        self.conditions += 1;
        if self.conditions > MAX_CONDITIONS {
            return Err(QueryError::invalid(CLAUSE, format!("more than {MAX_CONDITIONS} conditions")));
        }
        Ok(())
    }
}

type Named<'a> = Result<(&'a str, &'a RequestedFilter), QueryError>;

/// The field that is asked about; none for a group.
fn field_of(requested: &RequestedFilter) -> Option<Named<'_>> {
    match requested {
        RequestedFilter::On { field, condition } => Some(Ok((field.as_str(), condition))),
        RequestedFilter::Compare { .. } => {
            Some(Err(QueryError::invalid(CLAUSE, "a comparison needs a field")))
        }
        RequestedFilter::All(_) | RequestedFilter::Any(_) | RequestedFilter::Not(_) => None,
    }
}

/// A comparison of the relation itself; asking whether the `id` of what it leads to is null asks whether it leads
/// anywhere, which is how Strapi's clients ask it.
fn presence_or_comparison(requested: &RequestedFilter) -> Option<(Operator, &[String])> {
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
fn compares_directly(requested: &RequestedFilter) -> bool {
    match requested {
        RequestedFilter::All(parts) | RequestedFilter::Any(parts) => parts.iter().any(compares_directly),
        RequestedFilter::Not(inner) => compares_directly(inner),
        RequestedFilter::Compare { .. } | RequestedFilter::On { .. } => {
            presence_or_comparison(requested).is_some()
        }
    }
}

/// `filters[author]=x`: by document id, or by the numeric id.
fn identity(name: &str, operator: Operator, operands: &[String]) -> Result<Predicate, QueryError> {
    let by_id =
        operands.iter().all(|text| text.len() <= 16 && text.bytes().all(|byte| byte.is_ascii_digit()));
    let (field, kind) =
        if by_id { (SystemField::Id, LeafKind::Id) } else { (SystemField::DocumentId, LeafKind::Document) };
    let condition = operands::condition(CLAUSE, name, kind, operator, operands)?;
    Ok(Predicate::System { field, condition })
}
