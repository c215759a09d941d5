//! Models for tests, made from files the way a user makes them.

#![expect(clippy::needless_pass_by_value, reason = "tables of cases read best with literals as arguments")]

use serde_json::{Map, Value};

use super::change::{ModelChange, plan};
use super::file::{ModelFiles, Source, read_component, read_content_type};
use super::{Component, ContentType, FieldPaths, Model, PathChain, PathEntry, StoredType};
use crate::ids::{ContentTypeId, PathId, SchemaVersion};

/// A content type `name` with these attributes, read as a file would be.
pub(crate) fn content_type(name: &str, attributes: Value) -> ContentType {
    let file = with_attributes(name, attributes);
    read_content_type("test", &file, None).unwrap_or_else(|errors| panic!("{name}: {errors:?}"))
}

/// The file of a content type `name`, plural with an `s`.
pub(crate) fn with_attributes(name: &str, attributes: Value) -> Value {
    let info =
        serde_json::json!({"singularName": name, "pluralName": format!("{name}s"), "displayName": name});
    serde_json::json!({"kind": "collectionType", "info": info, "attributes": attributes})
}

pub(crate) fn component(name: &str, attributes: Value) -> Component {
    let file = serde_json::json!({"info": {"displayName": name}, "attributes": attributes});
    read_component("test", &name.parse().unwrap(), &file, None)
        .unwrap_or_else(|errors| panic!("{name}: {errors:?}"))
}

/// A valid model of these parts.
pub(crate) fn model(types: Vec<ContentType>, components: Vec<Component>) -> Model {
    apply(&Model::default(), ModelFiles { types, components })
}

/// The model of these files.
pub(crate) fn model_of(sources: &[Source]) -> Model {
    let files = super::file::read_sources(&Model::default(), sources).unwrap();
    apply(&Model::default(), files)
}

/// What the database does with a change: gives ids and keeps steps.
pub(crate) fn apply(old: &Model, files: ModelFiles) -> Model {
    let change = plan(old, files).unwrap_or_else(|error| panic!("{error}"));
    stored(old, change)
}

fn stored(old: &Model, change: ModelChange) -> Model {
    let first = i32::try_from(old.types().count()).unwrap() + 1;
    let new = change.new_types.into_iter().zip(first..).map(|(new, id)| StoredType {
        id: ContentTypeId(id),
        version: SchemaVersion(1),
        schema: new.schema,
        paths: paths(Vec::new(), new.chains),
        steps: Vec::new(),
    });
    let changed: Vec<StoredType> = change
        .changed_types
        .into_iter()
        .map(|changed| {
            let known = old.by_id(changed.id).unwrap();
            let mut chains = Vec::new();
            old.walk(&known.schema, &mut |chain, _| chains.push(chain.clone()));
            StoredType {
                id: changed.id,
                version: changed.step.version,
                schema: changed.schema,
                paths: paths(chains, changed.new_chains),
                steps: known.steps.iter().cloned().chain([changed.step]).collect(),
            }
        })
        .collect();
    let kept = old.types().filter(|known| !changed.iter().any(|changed| changed.id == known.id));
    let types: Vec<StoredType> =
        kept.map(|kept| kept.as_ref().clone()).chain(new).chain(changed.clone()).collect();
    let components = old.components().map(|component| component.as_ref().clone());
    // Later ones replace earlier ones of the same name.
    let components = components.chain(change.new_components).chain(change.changed_components);
    Model::new(types, components, Vec::new())
}

fn paths(known: Vec<PathChain>, new: Vec<PathChain>) -> FieldPaths {
    let entries = known.into_iter().chain(new).zip(1..);
    FieldPaths::new(entries.map(|(chain, id)| PathEntry { id: PathId(id), chain }))
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        other => panic!("not an object: {other}"),
    }
}
