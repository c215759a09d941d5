//! Reads a document that an older version of its type wrote as if today's version had written it.
//!
//! Fields are followed by their ids: for each field of today the steps since say under which name the old document
//! holds it, or that it did not exist. Nothing is stored here.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::documents::{COMPONENT_KEY, ID_KEY, component_of};
use super::kinds::read_scalar;
use crate::ids::SchemaVersion;
use crate::schema::change::{Place, SchemaOperation};
use crate::schema::{Field, Model, StoredType};

/// `data`, written for version `from` of `stored`, in the form of the current version.
pub fn upcast(
    model: &Model,
    stored: &StoredType,
    from: SchemaVersion,
    data: &Map<String, Value>,
) -> Map<String, Value> {
    if from >= stored.version {
        return data.clone();
    }
    let operations: Vec<&SchemaOperation> =
        stored.steps.iter().filter(|step| step.version > from).flat_map(|step| &step.operations).collect();
    let mut reader = Reader { model, operations, origins: HashMap::new() };
    reader.fields(&Place::Type, &stored.schema.fields, data)
}

/// Where the value of a field of today is in the old document.
#[derive(Clone)]
enum Origin {
    Named { name: String, fits: Fits },
    Added { default: Option<Value> },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fits {
    Surely,
    /// The kind changed: the value is kept when it is one of the new kind, too.
    Maybe,
}

struct Reader<'a> {
    model: &'a Model,
    operations: Vec<&'a SchemaOperation>,
    origins: HashMap<Place, Vec<Origin>>,
}

impl Reader<'_> {
    fn fields(&mut self, place: &Place, fields: &[Field], data: &Map<String, Value>) -> Map<String, Value> {
        let mut read = Map::new();
        for (field, origin) in fields.iter().zip(self.origins(place, fields)) {
            let value = match origin {
                Origin::Added { default } => {
                    default.and_then(|default| read_scalar(field, &default).ok().flatten())
                }
                Origin::Named { name, fits } => {
                    data.get(&name).and_then(|value| self.value(field, value, fits))
                }
            };
            if let Some(value) = value {
                read.insert(field.name.clone(), value);
            }
        }
        read
    }

    fn value(&mut self, field: &Field, value: &Value, fits: Fits) -> Option<Value> {
        match (fits, value) {
            (Fits::Maybe, _) => read_scalar(field, value).ok().flatten(),
            (Fits::Surely, _) if !field.kind.has_fields() => Some(value.clone()),
            (Fits::Surely, Value::Array(list)) => {
                Some(list.iter().filter_map(|item| self.instance(field, item)).collect())
            }
            (Fits::Surely, one) => self.instance(field, one),
        }
    }

    fn instance(&mut self, field: &Field, value: &Value) -> Option<Value> {
        let old = value.as_object()?;
        let component = self.model.component(component_of(&field.kind, old)?)?.clone();
        let mut read = Map::new();
        for key in [COMPONENT_KEY, ID_KEY] {
            if let Some(kept) = old.get(key) {
                read.insert(key.to_owned(), kept.clone());
            }
        }
        read.extend(self.fields(&Place::Component(component.name.clone()), &component.fields, old));
        Some(Value::Object(read))
    }

    fn origins(&mut self, place: &Place, fields: &[Field]) -> Vec<Origin> {
        if let Some(known) = self.origins.get(place) {
            return known.clone();
        }
        let origins: Vec<Origin> = fields.iter().map(|field| self.origin(place, field)).collect();
        self.origins.insert(place.clone(), origins.clone());
        origins
    }

    /// Follows one field back to the version that the document was written for.
    fn origin(&self, of: &Place, field: &Field) -> Origin {
        let mut name = field.name.clone();
        let mut fits = Fits::Surely;
        for operation in self.operations.iter().rev() {
            match operation {
                SchemaOperation::Add { place, field: id, default, .. } if place == of && *id == field.id => {
                    return Origin::Added { default: default.clone() };
                }
                SchemaOperation::Rename { place, field: id, from, .. } if place == of && *id == field.id => {
                    name.clone_from(from);
                }
                SchemaOperation::Retype { place, field: id, .. } if place == of && *id == field.id => {
                    fits = Fits::Maybe;
                }
                SchemaOperation::Add { .. }
                | SchemaOperation::Rename { .. }
                | SchemaOperation::Retype { .. }
                | SchemaOperation::Remove { .. }
                | SchemaOperation::Options { .. }
                | SchemaOperation::Type => {}
            }
        }
        Origin::Named { name, fits }
    }
}
