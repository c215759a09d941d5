//! From files to the change of a model: what is new, what changed, and the steps that old rows will replay.

use std::collections::BTreeSet;

use super::compare::{Refusal, components, push_once, types};
use super::operation::{SchemaOperation, SchemaStep};
use crate::ids::{ContentTypeId, SchemaVersion};
use crate::schema::content_type::{Component, ContentType};
use crate::schema::field::{ComponentName, Field, FieldKind, TypeName};
use crate::schema::file::ModelFiles;
use crate::schema::model::{Model, ModelError, StoredType};
use crate::schema::path_overlap::PathOverlap;
use crate::schema::paths::{FieldPaths, PathChain};
use crate::schema::validate::validate;

/// A type that comes.
#[derive(Debug, Clone, PartialEq)]
pub struct NewType {
    pub schema: ContentType,
    /// All its paths, which get ids when it is stored.
    pub chains: Vec<PathChain>,
}

/// A type that has a new version, because of itself or of a component that it uses at any depth.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedType {
    pub id: ContentTypeId,
    pub schema: ContentType,
    pub step: SchemaStep,
    /// Paths without an id yet.
    pub new_chains: Vec<PathChain>,
}

/// What applying files does to a model. Types and components that the files leave out stay as they are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ModelChange {
    pub new_types: Vec<NewType>,
    pub changed_types: Vec<ChangedType>,
    pub new_components: Vec<Component>,
    pub changed_components: Vec<Component>,
    /// Of the types that come or change.
    pub overlaps: Vec<PathOverlap>,
}

impl ModelChange {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Why files are not applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    #[error("the model is not valid: {}", listed(.0))]
    Invalid(Vec<ModelError>),
    #[error("{}", listed(.0))]
    NeedsChangePlan(Vec<Refusal>),
}

fn listed<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Compares `files` with `old`. A change that touches data is refused by name.
pub fn plan(old: &Model, files: ModelFiles) -> Result<ModelChange, PlanError> {
    let mut refusals = Vec::new();
    let component_operations = compare_components(old, &files, &mut refusals);
    let changed_types = compare_types(old, &files, &component_operations, &mut refusals);
    if !refusals.is_empty() {
        return Err(PlanError::NeedsChangePlan(refusals));
    }
    let merged = merge(old, &files, &changed_types);
    let errors = validate(&merged);
    if !errors.is_empty() {
        return Err(PlanError::Invalid(errors));
    }
    let overlaps = overlaps(old, &files, &changed_types, &merged);
    let is_new = |schema: &ContentType| old.content_type(&schema.singular).is_none();
    let new_types = files.types.into_iter().filter(is_new);
    let known = files.components.into_iter().partition(|component| old.component(&component.name).is_some());
    let (kept, new_components): (Vec<Component>, _) = known;
    let is_changed =
        |component: &Component| old.component(&component.name).is_none_or(|old| **old != *component);
    Ok(ModelChange {
        overlaps,
        new_types: new_types
            .map(|schema| NewType { chains: chains(&merged, &schema, &FieldPaths::default()), schema })
            .collect(),
        changed_types: changed_types
            .into_iter()
            .map(|(stored, schema, step)| ChangedType {
                id: stored.id,
                new_chains: chains(&merged, &schema, &stored.paths),
                schema,
                step,
            })
            .collect(),
        new_components,
        changed_components: kept.into_iter().filter(is_changed).collect(),
    })
}

/// Of the types that come or change; what was so before was said before.
fn overlaps(
    old: &Model,
    files: &ModelFiles,
    changed: &[NextVersion<'_>],
    merged: &Model,
) -> Vec<PathOverlap> {
    let new = files.types.iter().filter(|schema| old.content_type(&schema.singular).is_none());
    let touched: Vec<&TypeName> =
        changed.iter().map(|(_, schema, _)| schema).chain(new).map(|schema| &schema.singular).collect();
    let all = PathOverlap::all(merged).into_iter();
    all.filter(|overlap| overlap.is_of(&touched)).collect()
}

type ComponentOperations = Vec<(ComponentName, Vec<SchemaOperation>)>;
type NextVersion<'a> = (&'a StoredType, ContentType, SchemaStep);

fn compare_components(old: &Model, files: &ModelFiles, refusals: &mut Vec<Refusal>) -> ComponentOperations {
    let mut changed = Vec::new();
    for component in &files.components {
        if let Some(known) = old.component(&component.name) {
            let found = components(known, component);
            refusals.extend(found.refusals);
            changed.push((component.name.clone(), found.operations));
        }
    }
    changed
}

fn compare_types<'a>(
    old: &'a Model,
    files: &ModelFiles,
    component_operations: &ComponentOperations,
    refusals: &mut Vec<Refusal>,
) -> Vec<NextVersion<'a>> {
    let mut changed = Vec::new();
    for stored in old.types() {
        let new = files.types.iter().find(|schema| schema.singular == stored.schema.singular);
        let mut operations = Vec::new();
        if let Some(new) = new {
            let found = types(&stored.schema, new);
            refusals.extend(found.refusals);
            operations.extend(found.operations);
        }
        let schema = new.unwrap_or(&stored.schema);
        let used = used_components(old, files, schema);
        for (_, found) in component_operations.iter().filter(|(name, _)| used.contains(name)) {
            for operation in found {
                push_once(&mut operations, operation.clone());
            }
        }
        if !operations.is_empty() {
            let version = SchemaVersion(stored.version.0.saturating_add(1));
            changed.push((stored.as_ref(), schema.clone(), SchemaStep { version, operations }));
        }
    }
    changed
}

/// The components of a type at every depth. It ends for any files, because each is visited once.
fn used_components(old: &Model, files: &ModelFiles, schema: &ContentType) -> BTreeSet<ComponentName> {
    let mut used = BTreeSet::new();
    let mut next: Vec<&ComponentName> = named_components(&schema.fields).collect();
    while let Some(name) = next.pop() {
        if !used.insert(name.clone()) {
            continue;
        }
        let new = files.components.iter().find(|component| component.name == *name);
        let component = new.or_else(|| old.component(name).map(AsRef::as_ref));
        next.extend(component.into_iter().flat_map(|component| named_components(&component.fields)));
    }
    used
}

fn named_components(fields: &[Field]) -> impl Iterator<Item = &ComponentName> {
    fields.iter().flat_map(|field| match &field.kind {
        FieldKind::Component { component, .. } => std::slice::from_ref(component),
        FieldKind::Blocks { components } => components.as_slice(),
        _other => &[],
    })
}

/// The model as it would be; new types have no id yet.
fn merge(old: &Model, files: &ModelFiles, changed: &[NextVersion<'_>]) -> Model {
    let kept = old.types().filter(|stored| !changed.iter().any(|(known, ..)| known.id == stored.id));
    let next = changed.iter().map(|(stored, schema, step)| StoredType {
        version: step.version,
        schema: schema.clone(),
        ..(*stored).clone()
    });
    let new = files.types.iter().filter(|schema| old.content_type(&schema.singular).is_none());
    let new = new.zip(1..).map(|(schema, number)| StoredType {
        id: ContentTypeId(-number),
        version: SchemaVersion(1),
        schema: schema.clone(),
        paths: FieldPaths::default(),
        steps: Vec::new(),
    });
    let types = kept.map(|stored| stored.as_ref().clone()).chain(next).chain(new);
    let untouched =
        old.components().filter(|known| !files.components.iter().any(|new| new.name == known.name));
    let components =
        untouched.map(|component| component.as_ref().clone()).chain(files.components.iter().cloned());
    let mut merged = Model::new(types, components, old.locales.clone());
    merged.routing = old.routing.clone();
    merged
}

/// The paths of `schema` that have no id in `known`.
fn chains(model: &Model, schema: &ContentType, known: &FieldPaths) -> Vec<PathChain> {
    let mut found = Vec::new();
    model.walk(schema, &mut |chain, _| {
        if known.id(chain).is_none() {
            found.push(chain.clone());
        }
    });
    found
}
