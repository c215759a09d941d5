//! Two versions of a group of fields, compared: operations where no data is touched, refusals where it is.

use std::fmt;

use super::operation::{Place, SchemaOperation};
use crate::schema::content_type::{Component, ContentType};
use crate::schema::field::{Field, FieldKind};

/// A change that needs to be told what happens to the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// `post.title`
    pub place: String,
    /// What the files ask for: `removing it`.
    pub change: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} needs a change plan", self.place, self.change)
    }
}

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    pub operations: Vec<SchemaOperation>,
    pub refusals: Vec<Refusal>,
}

impl Comparison {
    fn refuse(&mut self, place: &str, change: impl Into<String>) {
        self.refusals.push(Refusal { place: place.to_owned(), change: change.into() });
    }
}

pub(super) fn types(old: &ContentType, new: &ContentType) -> Comparison {
    let mut found = Comparison::default();
    let place = old.singular.as_str();
    if old.kind != new.kind {
        found.refuse(place, "turning a collection into a single or back");
    }
    if old.localized != new.localized {
        found.refuse(place, "changing whether it is localized");
    }
    fields(&mut found, &Place::Type, place, (&old.fields, &new.fields));
    let rest = |schema: &ContentType| ContentType { fields: Vec::new(), ..schema.clone() };
    if rest(old) != rest(new) {
        push_once(&mut found.operations, SchemaOperation::Type);
    }
    found
}

pub(super) fn components(old: &Component, new: &Component) -> Comparison {
    let mut found = Comparison::default();
    let place = Place::Component(old.name.clone());
    fields(&mut found, &place, old.name.as_str(), (&old.fields, &new.fields));
    if old.display_name != new.display_name || old.extra != new.extra {
        push_once(&mut found.operations, SchemaOperation::Type);
    }
    found
}

pub(super) fn push_once(operations: &mut Vec<SchemaOperation>, operation: SchemaOperation) {
    if !operations.contains(&operation) {
        operations.push(operation);
    }
}

fn fields(found: &mut Comparison, place: &Place, name: &str, (old, new): (&[Field], &[Field])) {
    for field in new {
        match old.iter().find(|known| known.id == field.id) {
            None => found.operations.push(SchemaOperation::Add {
                place: place.clone(),
                field: field.id,
                name: field.name.clone(),
                default: field.options.default.clone(),
            }),
            Some(known) if known.name != field.name => {
                let change = format!("renaming it to `{}`", field.name);
                found.refuse(&format!("{name}.{}", known.name), change);
            }
            Some(known) => one_field(found, place, &format!("{name}.{}", field.name), (known, field)),
        }
    }
    for gone in old.iter().filter(|known| !new.iter().any(|field| field.id == known.id)) {
        found.refuse(&format!("{name}.{}", gone.name), "removing it");
    }
    let kept = new.iter().map(|field| field.id).filter(|id| old.iter().any(|known| known.id == *id));
    if !kept.eq(old.iter().map(|known| known.id)) {
        push_once(&mut found.operations, SchemaOperation::Type);
    }
}

fn one_field(found: &mut Comparison, place: &Place, name: &str, (old, new): (&Field, &Field)) {
    if let Some(change) = kind_refusal(&old.kind, &new.kind) {
        found.refuse(name, change);
    }
    if new.options.unique && !old.options.unique {
        found.refuse(name, "making it unique");
    }
    if new.options.localized != old.options.localized {
        found.refuse(name, "changing whether it is localized");
    }
    let is_text = new.kind.default_max_length().is_some();
    if is_text && new.is_indexed() && old.max_length() > Some(255) {
        found.refuse(name, "limiting it to 255 characters or fewer");
    }
    if old != new {
        found.operations.push(SchemaOperation::Options {
            place: place.clone(),
            field: new.id,
            name: new.name.clone(),
        });
    }
}

/// Why stored values would not fit the new kind as they are.
fn kind_refusal(old: &FieldKind, new: &FieldKind) -> Option<&'static str> {
    use FieldKind as Kind;
    match (old, new) {
        (
            Kind::Enumeration { values, cardinality },
            Kind::Enumeration { values: new_values, cardinality: new_cardinality },
        ) => {
            if cardinality != new_cardinality {
                Some("changing between one and many")
            } else if values.iter().any(|value| !new_values.contains(value)) {
                Some("taking options away")
            } else {
                None
            }
        }
        (Kind::Slug { .. }, Kind::Slug { .. })
        | (Kind::InverseRelation { .. }, Kind::InverseRelation { .. }) => None,
        (Kind::Media { cardinality, .. }, Kind::Media { cardinality: new_cardinality, .. }) => {
            (cardinality != new_cardinality).then_some("changing between one and many")
        }
        (
            Kind::Relation { target, cardinality, .. },
            Kind::Relation { target: new_target, cardinality: new_cardinality, .. },
        ) => {
            let retargeted = (target != new_target).then_some("changing its target");
            retargeted.or((cardinality != new_cardinality).then_some("changing between one and many"))
        }
        (Kind::Blocks { components }, Kind::Blocks { components: new_components }) => {
            components.iter().any(|name| !new_components.contains(name)).then_some("taking components away")
        }
        (old, new) => (old != new).then_some("changing its type"),
    }
}
