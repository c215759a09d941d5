//! Where a name stands, and what it names for this actor.

use std::sync::Arc;

use super::{Checker, MAX_NESTING, MAX_RELATION_DEPTH};
use crate::ids::PathId;
use crate::locales::Stage;
use crate::query::requested::QueryError;
use crate::roles::Permission;
use crate::schema::{Component, ComponentName, Field, FieldKind, PathChain, StoredType};

/// A part of a query, as errors name it.
pub(super) type Clause = &'static str;

/// The fields among which names are looked up: those of an entry, or of a component inside one.
#[derive(Clone)]
pub(super) struct Scope<'a> {
    pub(super) owner: &'a Arc<StoredType>,
    pub(super) fields: &'a [Field],
    /// From the content type to this scope; empty at an entry.
    pub(super) chain: PathChain,
    /// The names crossed, as the caller wrote them.
    trail: String,
    relations: usize,
    nesting: usize,
}

impl<'a> Scope<'a> {
    pub(super) fn of_type(owner: &'a Arc<StoredType>) -> Self {
        Self {
            owner,
            fields: &owner.schema.fields,
            chain: PathChain::default(),
            trail: String::new(),
            relations: 0,
            nesting: 0,
        }
    }

    pub(super) fn is_entry(&self) -> bool {
        self.chain.0.is_empty()
    }

    /// The name with the names crossed before it.
    pub(super) fn full_name(&self, name: &str) -> String {
        if self.trail.is_empty() { name.to_owned() } else { format!("{}.{name}", self.trail) }
    }

    pub(super) fn unknown(&self, clause: Clause, name: &str) -> QueryError {
        QueryError::UnknownField { clause, name: self.full_name(name) }
    }

    pub(super) fn path(&self, clause: Clause, field: &Field) -> Result<PathId, QueryError> {
        let found = self.owner.paths.id(&self.chain.then(field.id));
        found.ok_or_else(|| self.unknown(clause, &field.name))
    }

    /// The scope of the entries that the relation `name` leads to.
    pub(super) fn below_relation<'b>(
        &self,
        clause: Clause,
        name: &str,
        target: &'b Arc<StoredType>,
    ) -> Result<Scope<'b>, QueryError> {
        let scope = Scope {
            trail: self.full_name(name),
            relations: self.relations + 1,
            nesting: self.nesting + 1,
            ..Scope::of_type(target)
        };
        if scope.relations > MAX_RELATION_DEPTH {
            let message = format!("crosses more than {MAX_RELATION_DEPTH} relations");
            return Err(QueryError::invalid(clause, format!("`{}` {message}", scope.trail)));
        }
        scope.within_limits(clause)
    }

    /// The scope of the component instances of the field.
    pub(super) fn below_component<'b>(
        &self,
        clause: Clause,
        field: &Field,
        component: &'b Component,
    ) -> Result<Scope<'b>, QueryError>
    where
        'a: 'b,
    {
        let scope = Scope {
            owner: self.owner,
            fields: &component.fields,
            chain: self.chain.then(field.id),
            trail: self.full_name(&field.name),
            relations: self.relations,
            nesting: self.nesting + 1,
        };
        scope.within_limits(clause)
    }

    /// As [`below_component`](Self::below_component), for one kind of block.
    pub(super) fn below_block<'b>(
        &self,
        clause: Clause,
        field: &Field,
        component: &'b Component,
    ) -> Result<Scope<'b>, QueryError>
    where
        'a: 'b,
    {
        let mut scope = self.below_component(clause, field, component)?;
        scope.chain = scope.chain.into_block(&component.name);
        Ok(scope)
    }

    fn within_limits(self, clause: Clause) -> Result<Self, QueryError> {
        if self.nesting > MAX_NESTING {
            let message = format!("`{}` is nested more than {MAX_NESTING} deep", self.trail);
            return Err(QueryError::invalid(clause, message));
        }
        Ok(self)
    }
}

impl<'a> Checker<'a> {
    /// The field of this name, unless it does not exist for the actor.
    pub(super) fn field<'s>(
        &self,
        scope: &Scope<'s>,
        clause: Clause,
        name: &str,
    ) -> Result<&'s Field, QueryError> {
        let found = scope.fields.iter().find(|field| field.name == name);
        found.filter(|field| self.is_readable(scope, field)).ok_or_else(|| scope.unknown(clause, name))
    }

    pub(super) fn is_readable(&self, scope: &Scope<'_>, field: &Field) -> bool {
        self.actor.may_read_field(self.model, &scope.owner.schema, field)
            && match &field.kind {
                FieldKind::Relation { target, .. } => self.is_readable_type(target),
                // The other side of a hidden relation tells the same, so it is hidden too.
                FieldKind::InverseRelation { target, mapped_by, .. } => {
                    self.is_readable_type(target) && self.is_readable_owner(target, mapped_by)
                }
                _ => true,
            }
    }

    /// Drafts of a type that the actor may read only when published are not reached over relations either.
    fn is_readable_type(&self, name: &crate::schema::TypeName) -> bool {
        let needed = match self.stage {
            Stage::Draft => Permission::ReadDrafts,
            Stage::Published => Permission::ReadPublished,
        };
        self.model.content_type(name).is_some_and(|target| self.actor.may_in(needed, &target.schema))
    }

    fn is_readable_owner(&self, target: &crate::schema::TypeName, mapped_by: &str) -> bool {
        self.model.content_type(target).is_some_and(|target| {
            target
                .schema
                .field(mapped_by)
                .is_some_and(|field| self.actor.may_read_field(self.model, &target.schema, field))
        })
    }

    pub(super) fn component(
        &self,
        scope: &Scope<'_>,
        clause: Clause,
        field: &Field,
        name: &ComponentName,
    ) -> Result<&'a Component, QueryError> {
        let found = self.model.component(name).map(Arc::as_ref);
        found.ok_or_else(|| scope.unknown(clause, &field.name))
    }
}
