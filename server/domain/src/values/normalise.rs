//! From the input of an API to the canonical document.
//!
//! A draft may hold too little but never something wrong: kinds, forms, upper limits, references and component ids are
//! checked always; required fields, lower limits and patterns only when a publish asks.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::documents::{COMPONENT_KEY, ID_KEY, Instance, component_of, instance_id, instances, items};
use super::kinds::media::MediaRule;
use super::kinds::relation::RelationRule;
use super::kinds::{MOST_ITEMS, read_media, read_relation, read_scalar};
use super::{Targets, check_publish};
use crate::errors::{FieldErrorCode as Code, FieldErrors, FieldPath};
use crate::schema::{Cardinality, Component, ContentType, Field, FieldKind, Model};
use crate::text::counted;

/// How much must be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    Draft,
    Publish,
}

/// What an attribute means that the input leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteMode {
    /// It keeps its value, also inside component instances that are named by their id.
    Merge,
    /// It is emptied.
    Replace,
}

/// What a write knows beside its input.
pub struct Normalise<'a> {
    /// The canonical draft before this write; none for a new entry, which gets default values.
    pub previous: Option<&'a Map<String, Value>>,
    pub targets: &'a Targets,
    pub strictness: Strictness,
    pub mode: WriteMode,
    /// `documents.next_component`, at least 1; raised for every instance that is given an id.
    pub next_component: &'a mut i64,
}

/// The canonical document that `input` makes, or everything that is wrong with it.
pub fn normalise(
    model: &Model,
    schema: &ContentType,
    input: &Map<String, Value>,
    context: Normalise<'_>,
) -> Result<Map<String, Value>, FieldErrors> {
    let Normalise { previous, targets, strictness, mode, next_component } = context;
    let mut walk = Walk {
        model,
        targets,
        mode,
        known: previous.map(|data| instances(model, &schema.fields, data)).unwrap_or_default(),
        first_free: *next_component,
        next_component,
        used: HashSet::new(),
        errors: FieldErrors::default(),
    };
    let before = previous.map_or(Before::New, Before::Was);
    let data = walk.fields(&schema.fields, input, before, &FieldPath::top());
    let mut errors = walk.errors;
    if strictness == Strictness::Publish {
        for error in check_publish(model, schema, &data).iter() {
            // A value that was refused above is absent here: its own error says more than "required".
            if !errors.iter().any(|known| known.path.0.starts_with(&error.path.0)) {
                errors.add(error.path.clone(), error.code, error.message.clone());
            }
        }
    }
    errors.or(data)
}

/// What a group of fields held before this write.
#[derive(Clone, Copy)]
enum Before<'a> {
    /// Nothing: it is made now, and absent fields get their default values.
    New,
    Was(&'a Map<String, Value>),
    /// An instance that an earlier draft had; it comes back as the input says.
    Forgotten,
}

struct Walk<'a> {
    model: &'a Model,
    targets: &'a Targets,
    mode: WriteMode,
    /// Instances of the draft before this write.
    known: HashMap<i64, Instance<'a>>,
    /// The counter before this write: an id below it was given out before.
    first_free: i64,
    next_component: &'a mut i64,
    used: HashSet<i64>,
    errors: FieldErrors,
}

impl<'a> Walk<'a> {
    fn fields(
        &mut self,
        fields: &'a [Field],
        input: &Map<String, Value>,
        before: Before<'a>,
        path: &FieldPath,
    ) -> Map<String, Value> {
        for name in input.keys().filter(|name| !fields.iter().any(|field| field.name == **name)) {
            self.errors.add(path.field(name), Code::UnknownField, "is not a field of this type");
        }
        let mut data = Map::new();
        for field in fields {
            let current = match before {
                Before::Was(data) => data.get(&field.name),
                Before::New | Before::Forgotten => None,
            };
            let path = path.field(&field.name);
            let value = match input.get(&field.name) {
                None => match (before, self.mode) {
                    (Before::New, _) => default_value(field),
                    (_, WriteMode::Merge) => self.kept(field, current, &path),
                    (_, WriteMode::Replace) => None,
                },
                Some(_) if !field.is_stored() => {
                    self.errors.add(
                        path,
                        Code::ReadOnly,
                        "is the other side of a relation and cannot be written",
                    );
                    None
                }
                Some(Value::Null) => None,
                Some(value) => self.value(field, value, current, &path),
            };
            if let Some(value) = value {
                data.insert(field.name.clone(), value);
            }
        }
        data
    }

    fn value(
        &mut self,
        field: &'a Field,
        value: &Value,
        current: Option<&'a Value>,
        path: &FieldPath,
    ) -> Option<Value> {
        let read = match &field.kind {
            FieldKind::Relation { target, cardinality, .. } => {
                let rule = RelationRule { target, cardinality: *cardinality, current, targets: self.targets };
                read_relation(&rule, value, path, &mut self.errors)
            }
            FieldKind::Media { cardinality, allowed } => {
                let rule = MediaRule { cardinality: *cardinality, allowed, current, targets: self.targets };
                read_media(&rule, value, path, &mut self.errors)
            }
            FieldKind::Component { cardinality: Cardinality::One, .. } => {
                self.instance(field, value, path).map(Value::Object)
            }
            FieldKind::Component { cardinality: Cardinality::Many, .. } | FieldKind::Blocks { .. } => {
                self.instances(field, value, path)
            }
            _scalar => read_scalar(field, value).unwrap_or_else(|problem| {
                let path = problem.index.map_or_else(|| path.clone(), |index| path.index(index));
                self.errors.add(path, problem.code, problem.message);
                None
            }),
        };
        let most = field.options.max.filter(|_| field.kind.is_list());
        if let (Some(most), Some(Value::Array(list))) = (most, &read)
            && u32::try_from(list.len()).map_or(true, |length| f64::from(length) > most)
        {
            self.errors.add(
                path.clone(),
                Code::TooMany,
                format!("must have at most {}", counted(most, "item")),
            );
        }
        read
    }

    fn instances(&mut self, field: &'a Field, value: &Value, path: &FieldPath) -> Option<Value> {
        let Some(list) = value.as_array() else {
            self.errors.add(path.clone(), Code::WrongKind, "must be a list of objects");
            return None;
        };
        if list.len() > MOST_ITEMS {
            self.errors.add(path.clone(), Code::TooMany, format!("must have at most {MOST_ITEMS} items"));
            return None;
        }
        let mut read = Vec::with_capacity(list.len());
        for (index, item) in list.iter().enumerate() {
            if let Some(instance) = self.instance(field, item, &path.index(index)) {
                read.push(Value::Object(instance));
            }
        }
        Some(Value::Array(read))
    }

    /// One component instance or block.
    fn instance(&mut self, field: &'a Field, value: &Value, path: &FieldPath) -> Option<Map<String, Value>> {
        let Some(members) = value.as_object() else {
            self.errors.add(path.clone(), Code::WrongKind, "must be an object");
            return None;
        };
        let component = self.component(field, members, path)?;
        let id = self.take_id(component, members.get(ID_KEY), &path.field(ID_KEY))?;
        let before = match self.known.get(&id) {
            Some(instance) => Before::Was(instance.data),
            None if id < self.first_free => Before::Forgotten,
            None => Before::New,
        };
        let mut own = members.clone();
        own.retain(|key, _| key != ID_KEY && (key != COMPONENT_KEY || !is_blocks(field)));
        let mut instance = Map::new();
        if is_blocks(field) {
            instance.insert(COMPONENT_KEY.to_owned(), Value::from(component.name.as_str()));
        }
        instance.insert(ID_KEY.to_owned(), Value::from(id));
        instance.extend(self.fields(&component.fields, &own, before, path));
        Some(instance)
    }

    fn component(
        &mut self,
        field: &'a Field,
        members: &Map<String, Value>,
        path: &FieldPath,
    ) -> Option<&'a Component> {
        let found = component_of(&field.kind, members).and_then(|name| self.model.component(name));
        if found.is_none() {
            let path = path.field(COMPONENT_KEY);
            self.errors.add(path, Code::UnknownComponent, "must name a component that is allowed here");
        }
        found.map(AsRef::as_ref)
    }

    /// The id of an instance: the given one, or the next free one.
    fn take_id(&mut self, component: &Component, given: Option<&Value>, path: &FieldPath) -> Option<i64> {
        let refused = match given {
            None | Some(Value::Null) => {
                let id = *self.next_component;
                *self.next_component += 1;
                return Some(id);
            }
            Some(given) => match given.as_i64() {
                None => "must be a whole number",
                Some(id) if id < 1 || id >= self.first_free => {
                    "was never given out: leave it away for a new component"
                }
                Some(id) if self.known.get(&id).is_some_and(|known| *known.component != component.name) => {
                    "belongs to another kind of component"
                }
                Some(id) if !self.used.insert(id) => "is used twice",
                Some(id) => return Some(id),
            },
        };
        self.errors.add(path.clone(), Code::ComponentId, refused);
        None
    }

    /// The value before this write, whose component ids are thereby used.
    fn kept(&mut self, field: &'a Field, current: Option<&'a Value>, path: &FieldPath) -> Option<Value> {
        let value = current?;
        self.keep_ids(field, value, path);
        Some(value.clone())
    }

    fn keep_ids(&mut self, field: &'a Field, value: &'a Value, path: &FieldPath) {
        for instance in items(value).iter().filter_map(Value::as_object) {
            let Some(component) =
                component_of(&field.kind, instance).and_then(|name| self.model.component(name))
            else {
                continue;
            };
            if instance_id(instance).is_some_and(|id| !self.used.insert(id.0)) {
                self.errors.add(
                    path.clone(),
                    Code::ComponentId,
                    "holds a component that is also used elsewhere",
                );
                continue;
            }
            for field in &component.fields {
                if let Some(value) = instance.get(&field.name) {
                    self.keep_ids(field, value, path);
                }
            }
        }
    }
}

const fn is_blocks(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Blocks { .. })
}

fn default_value(field: &Field) -> Option<Value> {
    let default = field.options.default.as_ref().filter(|_| field.kind.is_scalar())?;
    // Defaults are checked when a schema is read; one that no longer fits is none.
    read_scalar(field, default).ok().flatten()
}
