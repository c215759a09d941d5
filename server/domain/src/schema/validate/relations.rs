//! Relations: their targets, and that both sides of a two-way relation say the same.

use super::Errors;
use crate::schema::content_type::{Component, ContentType};
use crate::schema::field::{Field, FieldKind, TypeName};
use crate::schema::model::Model;

pub(super) fn check(model: &Model, schema: &ContentType, errors: &mut Errors) {
    for field in &schema.fields {
        let place = format!("{}.{}", schema.singular, field.name);
        if let Some(problem) = problem(model, &schema.singular, field) {
            errors.add(&place, problem);
        }
    }
}

/// A component stands in many types, so nothing can be its other side.
pub(super) fn check_in_component(model: &Model, component: &Component, errors: &mut Errors) {
    for field in &component.fields {
        let place = format!("{}.{}", component.name, field.name);
        match &field.kind {
            FieldKind::Relation { inverse: Some(_), .. } | FieldKind::InverseRelation { .. } => {
                errors.add(&place, "cannot have another side: relations in components go one way");
            }
            FieldKind::Relation { target, .. } if model.content_type(target).is_none() => {
                errors.add(&place, missing(target));
            }
            _other => {}
        }
    }
}

fn missing(target: &TypeName) -> String {
    format!("leads to `{target}`, which is not a content type")
}

fn problem(model: &Model, from: &TypeName, field: &Field) -> Option<String> {
    let (target, other, is_agreed): (_, _, &dyn Fn(&FieldKind) -> bool) = match &field.kind {
        FieldKind::Relation { target, inverse: None, .. } => {
            return model.content_type(target).is_none().then(|| missing(target));
        }
        FieldKind::Relation { target, inverse: Some(inverse), .. } => (target, inverse, &|kind| {
            matches!(kind, FieldKind::InverseRelation { target, mapped_by, .. }
                if target == from && *mapped_by == field.name)
        }),
        FieldKind::InverseRelation { target, mapped_by, .. } => (target, mapped_by, &|kind| {
            matches!(kind, FieldKind::Relation { target, inverse, .. }
                if target == from && inverse.as_deref() == Some(field.name.as_str()))
        }),
        _other => return None,
    };
    match model.content_type(target) {
        None => Some(missing(target)),
        Some(stored) if stored.schema.field(other).is_some_and(|field| is_agreed(&field.kind)) => None,
        Some(_) => Some(format!(
            "and `{target}.{other}` must be the two sides of one relation: `inversedBy` here, `mappedBy` there, or the \
             other way round"
        )),
    }
}
