//! Whether the parts of a model fit together: targets, components, inverse sides, options, routes.
//!
//! A single file was checked when it was read ([`super::file`]); here the whole is. A model that is stored always
//! passed, so the rest of the code relies on it: components end, targets exist, patterns compile.

mod components;
mod fields;
mod options;
mod relations;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::content_type::{ContentType, ContentTypeKind};
use super::field::{Cardinality, FieldKind};
use super::model::{Model, ModelError};
use super::path_overlap::PathOverlap;
use crate::routes::{Holder, RoutePattern};

/// Most fields of one type or component.
pub const MOST_FIELDS: usize = 200;

/// Everything that is wrong with `model`; none: it may be stored.
pub fn validate(model: &Model) -> Vec<ModelError> {
    let mut errors = Errors::default();
    names(model, &mut errors);
    for overlap in PathOverlap::all(model).into_iter().filter(PathOverlap::is_certain) {
        let [(one, pattern), (other, _)] = &overlap.types;
        errors.add(&format!("{other} route"), format!("`{pattern}` is the path of `{one}` already"));
    }
    for stored in model.types() {
        let schema = &stored.schema;
        let place = schema.singular.as_str();
        fields::check(place, &schema.fields, &mut errors);
        relations::check(model, schema, &mut errors);
        route(model, schema, &mut errors);
    }
    for component in model.components() {
        let place = component.name.as_str();
        fields::check(place, &component.fields, &mut errors);
        relations::check_in_component(model, component, &mut errors);
    }
    components::check(model, &mut errors);
    errors.0
}

/// The errors found so far.
#[derive(Default)]
struct Errors(Vec<ModelError>);

impl Errors {
    fn add(&mut self, place: &str, problem: impl Into<String>) {
        self.0.push(ModelError::InModel { place: place.to_owned(), problem: problem.into() });
    }
}

/// Two types must not answer at one path of the content API.
fn names(model: &Model, errors: &mut Errors) {
    let mut paths = BTreeMap::new();
    for stored in model.types() {
        let schema = &stored.schema;
        let path = match schema.kind {
            ContentTypeKind::Collection => &schema.plural,
            ContentTypeKind::Single => &schema.singular,
        };
        if let Some(other) = paths.insert(path, &schema.singular) {
            errors.add(schema.singular.as_str(), format!("`/api/{path}` is the path of `{other}` already"));
        }
    }
}

fn route(model: &Model, schema: &ContentType, errors: &mut Errors) {
    let Some(pattern) = &schema.route else { return };
    let place = format!("{} route", schema.singular);
    let parsed = match RoutePattern::parse(pattern) {
        Ok(parsed) => parsed,
        Err(error) => return errors.add(&place, error.to_string()),
    };
    if parsed.needs_slug() && schema.slug_field().is_none() {
        errors.add(&place, "asks for a slug, and the type has no attribute of type `uid`");
    }
    if !parsed.tells_apart() && schema.kind == ContentTypeKind::Collection {
        errors.add(&place, "must contain `{slug}` or `{id}`, because a collection has many entries");
    }
    if let Some(Holder::Locale(locale)) = Holder::of_fixed(pattern, &model.locales) {
        errors.add(&place, format!("begins with the locale `{locale}`"));
    }
    if let Some(name) = parsed.parent_field().filter(|name| !is_parent(schema, name)) {
        let mut known: Vec<&str> = vec!["slug", "id", "year", "month", "day"];
        known.extend(
            schema.fields.iter().map(|field| field.name.as_str()).filter(|name| is_parent(schema, name)),
        );
        let known: Vec<String> = known.into_iter().map(|name| format!("`{{{name}}}`")).collect();
        errors.add(
            &place,
            format!(
                "`{{{name}}}` is neither a part of an address nor a relation to one `{}`; there are {}",
                schema.singular,
                known.join(", ")
            ),
        );
    }
}

/// Whether the field leads from an entry to the one above it.
fn is_parent(schema: &ContentType, name: &str) -> bool {
    schema.field(name).is_some_and(|field| {
        matches!(
            &field.kind,
            FieldKind::Relation { target, cardinality: Cardinality::One, .. } if *target == schema.singular
        )
    })
}
