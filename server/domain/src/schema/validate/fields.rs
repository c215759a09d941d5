//! The fields of one type or component: how many, and what each kind itself asks for.

use std::collections::HashSet;

use super::{Errors, MOST_FIELDS, options};
use crate::schema::field::{Field, FieldKind};
use crate::values::AssetKind;

pub(super) fn check(place: &str, fields: &[Field], errors: &mut Errors) {
    if fields.len() > MOST_FIELDS {
        errors.add(place, format!("has {} fields; at most {MOST_FIELDS} are possible", fields.len()));
    }
    let mut seen = HashSet::new();
    for field in fields {
        let place = format!("{place}.{}", field.name);
        if !seen.insert(field.id) {
            errors.add(&place, format!("has the id {} of another field", field.id));
        }
        kind(&place, field, fields, errors);
        options::check(&place, field, errors);
    }
}

fn kind(place: &str, field: &Field, siblings: &[Field], errors: &mut Errors) {
    match &field.kind {
        FieldKind::Enumeration { values, .. } => enumeration(place, values, errors),
        FieldKind::Slug { from: Some(from) } => {
            let source = siblings.iter().find(|other| other.name == *from);
            let is_text = |field: &Field| matches!(field.kind, FieldKind::Text | FieldKind::LongText);
            if !source.is_some_and(is_text) {
                errors.add(place, format!("takes its slug from `{from}`, which is not a text beside it"));
            }
        }
        FieldKind::Media { allowed, .. } => {
            let known = AssetKind::ALL.map(AssetKind::as_str);
            for name in allowed.iter().filter(|name| !known.contains(&name.as_str())) {
                errors.add(place, format!("allows `{name}`, which is not one of {}", known.join(", ")));
            }
        }
        FieldKind::Blocks { components } => {
            let names: HashSet<_> = components.iter().collect();
            if components.is_empty() || names.len() < components.len() {
                errors.add(place, "must name at least one component, and each only once");
            }
        }
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Markdown
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Boolean
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::Slug { from: None }
        | FieldKind::Email
        | FieldKind::Url
        | FieldKind::Json
        | FieldKind::Relation { .. }
        | FieldKind::InverseRelation { .. }
        | FieldKind::Component { .. } => {}
    }
}

fn enumeration(place: &str, values: &[String], errors: &mut Errors) {
    let distinct: HashSet<_> = values.iter().collect();
    if values.is_empty() || distinct.len() < values.len() {
        errors.add(place, "must have at least one option, and each only once");
    }
    let fits = |value: &String| !value.is_empty() && value.chars().count() <= 255 && !value.contains('\0');
    if !values.iter().all(fits) {
        errors.add(place, "has an option that is empty or longer than 255 characters");
    }
}
