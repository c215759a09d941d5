//! Filters: from names and texts to path ids and typed comparisons.

use std::sync::Arc;

use super::operands::{self, LeafKind};
use super::relations::{Relation, compares_directly, identity, presence_or_comparison};
use super::scope::Scope;
use super::{Checker, MAX_CONDITIONS, MAX_GROUPS};
use crate::query::content_query::{Condition, Predicate, SystemField};
use crate::query::operator::Operator;
use crate::query::requested::{QueryError, RequestedFilter};
use crate::schema::{Cardinality, ComponentName, Field, FieldKind};

pub(super) const CLAUSE: &str = "filters";

impl Checker<'_> {
    pub(super) fn filter(
        &mut self,
        scope: &Scope<'_>,
        requested: Option<&RequestedFilter>,
    ) -> Result<Option<Predicate>, QueryError> {
        requested.map(|requested| self.group(scope, requested)).transpose()
    }

    fn group(&mut self, scope: &Scope<'_>, requested: &RequestedFilter) -> Result<Predicate, QueryError> {
        let Some(field) = field_of(requested) else {
            return self.combine(requested, &mut |checker, part| checker.group(scope, part));
        };
        let (name, condition) = field?;
        if let Some(system) = SystemField::named(name).filter(|_| scope.is_entry()) {
            return self.leaf(scope, (name, LeafKind::of_system(system)), condition, &|condition| {
                Predicate::System { field: system, condition }
            });
        }
        let field = self.field(scope, CLAUSE, name)?;
        self.on_field(scope, field, condition)
    }

    fn on_field(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        condition: &RequestedFilter,
    ) -> Result<Predicate, QueryError> {
        if let Some(relation) = self.relation(scope, CLAUSE, field)? {
            return self.on_relation(scope, field, &relation, condition);
        }
        match &field.kind {
            FieldKind::Component { component, cardinality } => {
                self.on_component(scope, field, (component, *cardinality), condition)
            }
            FieldKind::Blocks { components } => self.on_blocks(scope, field, components, condition),
            FieldKind::Media { .. } => {
                let path = scope.path(CLAUSE, field)?;
                let present = Predicate::HasAsset { path, name: field.name.clone() };
                self.presence(scope, field, &present, condition)
            }
            _ => {
                let kind = LeafKind::of_field(field).ok_or_else(|| scope.unknown(CLAUSE, &field.name))?;
                let column = kind.column(field);
                let chain = scope.chain.then(field.id);
                // Only what `field_values` holds needs a path; the chain names the leaf in any case.
                let path = scope.path(CLAUSE, field)?;
                self.leaf(scope, (&field.name, kind), condition, &|condition| Predicate::Value {
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
        (name, kind): (&str, LeafKind),
        requested: &RequestedFilter,
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
            group => self.combine(group, &mut |checker, part| checker.leaf(scope, (name, kind), part, build)),
        }
    }

    /// Comparisons that only ask whether there is something.
    fn presence(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        present: &Predicate,
        requested: &RequestedFilter,
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
            group => self.combine(group, &mut |checker, part| checker.presence(scope, field, present, part)),
        }
    }

    fn on_relation(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        relation: &Relation<'_>,
        requested: &RequestedFilter,
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
            None if compares_directly(requested) => self
                .combine(requested, &mut |checker, part| checker.on_relation(scope, field, relation, part)),
            None => {
                let target = scope.below_relation(CLAUSE, &field.name, relation.target)?;
                self.group(&target, requested).map(related)
            }
        }
    }

    fn on_component(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        (name, cardinality): (&ComponentName, Cardinality),
        requested: &RequestedFilter,
    ) -> Result<Predicate, QueryError> {
        let component = self.component(scope, CLAUSE, field, name)?;
        let inner_scope = scope.below_component(CLAUSE, field, component)?;
        let instance = |inner: Predicate| Predicate::Instance {
            chain: inner_scope.chain.clone(),
            name: field.name.clone(),
            cardinality,
            block: None,
            inner: Box::new(inner),
        };
        if compares_directly(requested) {
            return self.presence(scope, field, &instance(Predicate::everything()), requested);
        }
        self.group(&inner_scope, requested).map(instance)
    }

    /// Blocks are asked by component: `filters[body][shared.quote][text][$eq]`.
    fn on_blocks(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        components: &[ComponentName],
        requested: &RequestedFilter,
    ) -> Result<Predicate, QueryError> {
        let Some(named) = field_of(requested) else {
            return self
                .combine(requested, &mut |checker, part| checker.on_blocks(scope, field, components, part));
        };
        let (written, condition) = named?;
        let unknown = || scope.unknown(CLAUSE, &format!("{}.{written}", field.name));
        let name = components.iter().find(|name| name.as_str() == written).ok_or_else(unknown)?;
        let component = self.component(scope, CLAUSE, field, name)?;
        let inner_scope = scope.below_block(CLAUSE, field, component)?;
        let inner = self.group(&inner_scope, condition)?;
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
        check: &mut dyn FnMut(&mut Self, &RequestedFilter) -> Result<Predicate, QueryError>,
    ) -> Result<Predicate, QueryError> {
        if self.groups >= MAX_GROUPS {
            return Err(QueryError::invalid(
                CLAUSE,
                format!("groups are nested more than {MAX_GROUPS} deep"),
            ));
        }
        self.groups += 1;
        let mut each = |parts: &[RequestedFilter], checker: &mut Self| {
            parts.iter().map(|part| check(checker, part)).collect::<Result<Vec<_>, _>>()
        };
        let combined = match requested {
            RequestedFilter::All(parts) => each(parts, self).map(Predicate::All),
            // Nothing to choose from is no condition, as in Strapi.
            RequestedFilter::Any(parts) if parts.is_empty() => Ok(Predicate::everything()),
            RequestedFilter::Any(parts) => each(parts, self).map(Predicate::Any),
            RequestedFilter::Not(inner) => check(self, inner).map(Predicate::negated),
            RequestedFilter::On { .. } | RequestedFilter::Compare { .. } => {
                Err(QueryError::invalid(CLAUSE, "a comparison needs a field"))
            }
        };
        self.groups -= 1;
        combined
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
