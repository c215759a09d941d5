//! One attribute: its kind and the options that any kind may have.

use serde_json::Value;

use super::kind::read_kind;
use super::leftover::leftover;
use super::names::problem_of_name;
use super::section::{Problems, Section};
use super::write::typed_attribute;
use crate::ids::FieldId;
use crate::schema::{Field, FieldKind, FieldOptions};

/// Our keys of an attribute; `group` and `layout` belong to the form and are only kept.
const GALLEY_KEYS: [&str; 7] = ["id", "kind", "multiple", "indexed", "searchable", "group", "layout"];

/// A field whose id the file may leave out.
pub(super) struct ReadField {
    pub id: Option<FieldId>,
    /// Holds id 0 until one is given.
    pub field: Field,
}

/// Where an attribute stands decides whether locales may have values of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    LocalizedType,
    Other,
}

/// The attributes of a type or component, in the order of the file.
pub(super) fn read_attributes(root: &Section<'_>, owner: Owner, problems: &mut Problems) -> Vec<ReadField> {
    if root.value("attributes").is_none() {
        problems.add("attributes", "is missing");
    }
    let attributes = root.section("attributes", problems);
    let names = attributes.members.keys();
    names.filter_map(|name| read_attribute(name, &attributes, owner, problems)).collect()
}

fn read_attribute(
    name: &str,
    attributes: &Section<'_>,
    owner: Owner,
    problems: &mut Problems,
) -> Option<ReadField> {
    let place = attributes.place_of(name);
    if let Some(problem) = problem_of_name(name) {
        problems.add(&place, problem);
    }
    let Some(members) = attributes.members.get(name).and_then(Value::as_object) else {
        problems.add(&place, "must be an object");
        return None;
    };
    let attribute = Section { members, place };
    let galley = attribute.galley(&GALLEY_KEYS, problems);
    let kind = read_kind(&attribute, &galley, problems);
    let id = galley.count("id", problems).and_then(|id| i32::try_from(id).ok()).map(FieldId);
    if id == Some(FieldId(0)) {
        problems.add(&galley.place_of("id"), "must be at least 1");
    }
    let kind = kind?;
    let options = read_options(&attribute, &galley, problems);
    let marked = attribute.localized(problems);
    let localized = owner == Owner::LocalizedType && (marked || is_always_localized(&kind));
    let mut field =
        Field { id: FieldId(0), name: name.to_owned(), kind, options: FieldOptions { localized, ..options } };
    field.options.extra = leftover(members, &typed_attribute(&field));
    Some(ReadField { id, field })
}

/// As in Strapi, relations and slugs of a localized type are each locale's own without saying so.
pub(super) const fn is_always_localized(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Relation { .. } | FieldKind::InverseRelation { .. } | FieldKind::Slug { .. })
}

fn read_options(attribute: &Section<'_>, galley: &Section<'_>, problems: &mut Problems) -> FieldOptions {
    FieldOptions {
        required: attribute.truth("required", problems).unwrap_or(false),
        unique: attribute.truth("unique", problems).unwrap_or(false),
        default: attribute.value("default").cloned(),
        min: attribute.number("min", problems),
        max: attribute.number("max", problems),
        min_length: attribute.count("minLength", problems),
        max_length: attribute.count("maxLength", problems),
        pattern: attribute.text("regex", problems).map(str::to_owned),
        private: attribute.truth("private", problems).unwrap_or(false),
        localized: false,
        indexed: galley.truth("indexed", problems),
        searchable: galley.truth("searchable", problems),
        extra: serde_json::Map::new(),
    }
}
