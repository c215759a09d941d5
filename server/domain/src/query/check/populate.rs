//! What is shown: scalars by name, and what hangs below relations, media, components and blocks.

use std::sync::Arc;

use super::Checker;
use super::pages;
use super::scope::Scope;
use crate::query::content_query::{
    Assets, ComponentPopulate, FieldSelection, Populate, PopulateKind, RelatedQuery, Selection, SystemField,
};
use crate::query::requested::{QueryError, RequestedFields, RequestedPopulate, RequestedQuery};
use crate::schema::{Cardinality, Component, ComponentName, Field, FieldKind};

const FIELDS: &str = "fields";
const POPULATE: &str = "populate";

/// Members of a media object, in the order in which it shows them.
pub const ASSET_MEMBERS: [&str; 17] = [
    "id",
    "documentId",
    "name",
    "alternativeText",
    "caption",
    "width",
    "height",
    "formats",
    "hash",
    "ext",
    "mime",
    "size",
    "url",
    "previewUrl",
    "provider",
    "createdAt",
    "updatedAt",
];

impl Checker<'_> {
    /// What an entry or component instance shows.
    pub(super) fn selection(
        &mut self,
        scope: &Scope<'_>,
        requested: &RequestedQuery,
    ) -> Result<Selection, QueryError> {
        let scalars = scope.fields.iter().filter(|field| field.kind.is_scalar());
        let readable: Arc<[String]> =
            scalars.filter(|field| self.is_readable(scope, field)).map(|field| field.name.clone()).collect();
        let fields = self.fields(scope, &requested.fields, &readable)?;
        let populate = self.populate(scope, &requested.populate)?;
        Ok(Selection { fields, readable, populate })
    }

    fn fields(
        &self,
        scope: &Scope<'_>,
        requested: &RequestedFields,
        readable: &Arc<[String]>,
    ) -> Result<FieldSelection, QueryError> {
        let named = match requested {
            RequestedFields::All if !scope.is_entry() => {
                return Ok(FieldSelection::Named {
                    fields: readable.to_vec(),
                    system: vec![SystemField::Id],
                });
            }
            RequestedFields::All if self.actor.sees_served(&scope.owner.schema) => {
                return Ok(FieldSelection::Served);
            }
            RequestedFields::All => {
                let system = SystemField::ALL.to_vec();
                return Ok(FieldSelection::Named { fields: readable.to_vec(), system });
            }
            RequestedFields::Named(named) => named,
        };
        let mut system = vec![SystemField::Id];
        if scope.is_entry() {
            system.push(SystemField::DocumentId);
        }
        for name in named {
            match SystemField::named(name) {
                Some(SystemField::Id) => {}
                Some(member) if scope.is_entry() => {
                    if !system.contains(&member) {
                        system.push(member);
                    }
                }
                _ if readable.contains(name) => {}
                _ => return Err(scope.unknown(FIELDS, name)),
            }
        }
        let fields = readable.iter().filter(|name| named.contains(name)).cloned().collect();
        Ok(FieldSelection::Named { fields, system })
    }

    fn populate(
        &mut self,
        scope: &Scope<'_>,
        requested: &RequestedPopulate,
    ) -> Result<Vec<Populate>, QueryError> {
        let named = match requested {
            RequestedPopulate::Nothing => return Ok(Vec::new()),
            RequestedPopulate::Everything => return self.everything(scope),
            RequestedPopulate::Named(named) => named,
        };
        let mut found: Vec<(usize, Populate)> = Vec::with_capacity(named.len());
        for (name, query) in named {
            let field = self.field(scope, POPULATE, name)?;
            let kind = self.populated(scope, field, query)?.ok_or_else(|| scope.unknown(POPULATE, name))?;
            let place = scope.fields.iter().position(|other| other.name == *name).unwrap_or_default();
            if found.iter().any(|(known, _)| *known == place) {
                let name = scope.full_name(name);
                return Err(QueryError::invalid(POPULATE, format!("`{name}` is populated twice")));
            }
            found.push((place, Populate { name: name.clone(), kind }));
        }
        found.sort_by_key(|(place, _)| *place);
        Ok(found.into_iter().map(|(_, populate)| populate).collect())
    }

    /// `*`: one level of whatever the actor may read.
    fn everything(&mut self, scope: &Scope<'_>) -> Result<Vec<Populate>, QueryError> {
        let fields = scope.fields.iter().filter(|field| self.is_readable(scope, field)).collect::<Vec<_>>();
        let mut found = Vec::new();
        for field in fields {
            if let Some(kind) = self.populated(scope, field, &RequestedQuery::default())? {
                found.push(Populate { name: field.name.clone(), kind });
            }
        }
        Ok(found)
    }

    /// None when the field is a scalar, which is shown anyway and cannot be populated.
    fn populated(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        query: &RequestedQuery,
    ) -> Result<Option<PopulateKind>, QueryError> {
        let kind = match &field.kind {
            FieldKind::Relation { .. } | FieldKind::InverseRelation { .. } => {
                return self.related(scope, field, query);
            }
            FieldKind::Media { cardinality, .. } => {
                PopulateKind::Assets(assets(scope, field, *cardinality, query)?)
            }
            FieldKind::Component { component, cardinality } => {
                refuse_list_clauses(scope, field, query)?;
                let component = self.component(scope, POPULATE, field, component)?;
                let inner = scope.below_component(POPULATE, field, component)?;
                let of = self.component_selection(&inner, component, query)?;
                PopulateKind::Component { cardinality: *cardinality, of }
            }
            FieldKind::Blocks { components } => {
                let of = self.blocks(scope, field, components, query)?;
                PopulateKind::Blocks { of }
            }
            _ => return Ok(None),
        };
        Ok(Some(kind))
    }

    fn related(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        query: &RequestedQuery,
    ) -> Result<Option<PopulateKind>, QueryError> {
        let Some(relation) = self.relation(scope, POPULATE, field)? else { return Ok(None) };
        refuse_fragments(scope, field, query)?;
        let target = scope.below_relation(POPULATE, &field.name, relation.target)?;
        let related = RelatedQuery {
            path: relation.path,
            direction: relation.direction,
            cardinality: relation.cardinality,
            target: Arc::clone(relation.target),
            filter: self.filter(&target, query.filter.as_ref())?,
            sort: self.sort(&target, &query.sort)?,
            page: pages::of_relation(&query.page)?,
            selection: self.selection(&target, query)?,
        };
        Ok(Some(PopulateKind::Related(Box::new(related))))
    }

    fn component_selection(
        &mut self,
        scope: &Scope<'_>,
        component: &Component,
        query: &RequestedQuery,
    ) -> Result<ComponentPopulate, QueryError> {
        let selection = self.selection(scope, query)?;
        Ok(ComponentPopulate { component: component.name.clone(), selection })
    }

    /// Without fragments every component is shown in the same way; with them only those that are named.
    fn blocks(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        components: &[ComponentName],
        query: &RequestedQuery,
    ) -> Result<Vec<ComponentPopulate>, QueryError> {
        refuse_list_clauses(scope, field, &RequestedQuery { on: Vec::new(), ..query.clone() })?;
        let shared = RequestedQuery { on: Vec::new(), ..query.clone() };
        let refuse = |what: &str| {
            let name = scope.full_name(&field.name);
            Err(QueryError::invalid(POPULATE, format!("`{name}` {what}")))
        };
        let is_plain = matches!(query.fields, RequestedFields::All);
        match (&query.populate, query.on.is_empty()) {
            (RequestedPopulate::Nothing | RequestedPopulate::Everything, true) if is_plain => {
                let each =
                    |checker: &mut Self, name: &ComponentName| checker.block(scope, field, name, &shared);
                components.iter().map(|name| each(self, name)).collect()
            }
            (RequestedPopulate::Nothing, false) if is_plain => {
                let mut found = Vec::with_capacity(query.on.len());
                for (written, query) in &query.on {
                    let unknown = || scope.unknown(POPULATE, &format!("{}.{written}", field.name));
                    let name = components.iter().find(|name| name.as_str() == written).ok_or_else(unknown)?;
                    found.push(self.block(scope, field, name, query)?);
                }
                Ok(found)
            }
            _ => refuse("is populated by `*` or by component, such as `populate[body][on][shared.quote]=*`"),
        }
    }

    fn block(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        name: &ComponentName,
        query: &RequestedQuery,
    ) -> Result<ComponentPopulate, QueryError> {
        refuse_list_clauses(scope, field, query)?;
        let component = self.component(scope, POPULATE, field, name)?;
        let inner = scope.below_block(POPULATE, field, component)?;
        self.component_selection(&inner, component, query)
    }
}

fn assets(
    scope: &Scope<'_>,
    field: &Field,
    cardinality: Cardinality,
    query: &RequestedQuery,
) -> Result<Assets, QueryError> {
    refuse_list_clauses(scope, field, query)?;
    let below = |name: &str| format!("{}.{name}", field.name);
    let fields = match &query.fields {
        RequestedFields::All => None,
        RequestedFields::Named(named) => {
            let is_member = |name: &&String| ASSET_MEMBERS.contains(&name.as_str());
            if let Some(unknown) = named.iter().find(|name| !is_member(name)) {
                return Err(scope.unknown(FIELDS, &below(unknown)));
            }
            Some(named.clone())
        }
    };
    // `*` below media is harmless and common; it has nothing to show.
    if let RequestedPopulate::Named(named) = &query.populate
        && let Some((name, _)) = named.first()
    {
        return Err(scope.unknown(POPULATE, &below(name)));
    }
    let path = scope.path(POPULATE, field)?;
    Ok(Assets { path, cardinality, fields })
}

fn refuse_fragments(scope: &Scope<'_>, field: &Field, query: &RequestedQuery) -> Result<(), QueryError> {
    if query.on.is_empty() {
        return Ok(());
    }
    let name = scope.full_name(&field.name);
    Err(QueryError::invalid(POPULATE, format!("`{name}` has no components: `on` is for blocks")))
}

/// Filters, sort and pagination of what is part of the entry itself.
fn refuse_list_clauses(scope: &Scope<'_>, field: &Field, query: &RequestedQuery) -> Result<(), QueryError> {
    refuse_fragments(scope, field, query)?;
    let has_page = pages::of_relation(&query.page)?.is_some();
    if query.filter.is_none() && query.sort.is_empty() && !has_page {
        return Ok(());
    }
    let name = scope.full_name(&field.name);
    let message = format!("`{name}` cannot be filtered, sorted or paginated; only relations can");
    Err(QueryError::invalid(POPULATE, message))
}
