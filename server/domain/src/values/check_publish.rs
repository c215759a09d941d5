//! What keeps a canonical document from being published: everything at once, each with its path.
//!
//! All rules of the schema of today are applied, because a draft may be older than they are. Routes and uniqueness
//! among other entries are the write path's; whether a relation's target exists is not asked, since it may go at any
//! time and is then `null` for readers.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::documents::{component_of, items};
use super::kinds::{Problem, is_empty, limits, read_scalar};
use super::unique_hash;
use crate::errors::{FieldErrorCode as Code, FieldErrors, FieldPath};
use crate::schema::{ContentType, Field, FieldKind, Model, PathChain};
use crate::text::counted;

/// At most [`FieldErrors::LIMIT`] errors; none: the document may be published.
pub fn check_publish(model: &Model, schema: &ContentType, data: &Map<String, Value>) -> FieldErrors {
    let mut check = Check { model, seen: HashSet::new(), errors: FieldErrors::default() };
    check.fields(&schema.fields, data, &PathChain::default(), &FieldPath::top());
    check.errors
}

struct Check<'a> {
    model: &'a Model,
    /// Values of unique fields, to find one that stands twice in this very entry.
    seen: HashSet<(PathChain, [u8; 32])>,
    errors: FieldErrors,
}

impl Check<'_> {
    fn fields(&mut self, fields: &[Field], data: &Map<String, Value>, parent: &PathChain, path: &FieldPath) {
        for field in fields.iter().filter(|field| field.is_stored()) {
            let path = path.field(&field.name);
            match data.get(&field.name).filter(|value| !is_empty(value)) {
                Some(value) => self.value(field, value, &parent.then(field.id), &path),
                None if field.options.required => {
                    self.errors.add(path, Code::Required, "is required");
                }
                None => {}
            }
        }
    }

    fn value(&mut self, field: &Field, value: &Value, chain: &PathChain, path: &FieldPath) {
        if field.kind.is_list() {
            self.length(field, items(value).len(), path);
        }
        match &field.kind {
            FieldKind::Component { .. } | FieldKind::Blocks { .. } => {
                self.instances(field, value, chain, path);
            }
            FieldKind::Media { .. } | FieldKind::Relation { .. } | FieldKind::InverseRelation { .. } => {}
            _scalar => self.scalar(field, value, chain, path),
        }
    }

    fn scalar(&mut self, field: &Field, value: &Value, chain: &PathChain, path: &FieldPath) {
        match read_scalar(field, value) {
            Ok(_) => limits(field, value).into_iter().for_each(|problem| self.add(problem, path)),
            Err(problem) => self.add(problem, path),
        }
        if field.options.unique && !self.seen.insert((chain.clone(), unique_hash(value))) {
            self.errors.add(
                path.clone(),
                Code::NotUnique,
                "must be unique, and another part of this entry has it",
            );
        }
    }

    fn add(&mut self, problem: Problem, path: &FieldPath) {
        let path = problem.index.map_or_else(|| path.clone(), |index| path.index(index));
        self.errors.add(path, problem.code, problem.message);
    }

    fn length(&mut self, field: &Field, length: usize, path: &FieldPath) {
        let length = u32::try_from(length).map_or(f64::INFINITY, f64::from);
        match (field.options.min, field.options.max) {
            (Some(least), _) if length < least => {
                self.errors.add(
                    path.clone(),
                    Code::TooFew,
                    format!("must have at least {}", counted(least, "item")),
                );
            }
            (_, Some(most)) if length > most => {
                self.errors.add(
                    path.clone(),
                    Code::TooMany,
                    format!("must have at most {}", counted(most, "item")),
                );
            }
            _ => {}
        }
    }

    fn instances(&mut self, field: &Field, value: &Value, chain: &PathChain, path: &FieldPath) {
        let is_blocks = matches!(field.kind, FieldKind::Blocks { .. });
        for (index, item) in items(value).iter().enumerate() {
            let path = if value.is_array() { path.index(index) } else { path.clone() };
            let Some(instance) = item.as_object() else {
                self.errors.add(path, Code::WrongKind, "must be an object");
                continue;
            };
            match component_of(&field.kind, instance).and_then(|name| self.model.component(name)) {
                Some(component) => {
                    let chain = if is_blocks { chain.into_block(&component.name) } else { chain.clone() };
                    self.fields(&component.fields, instance, &chain, &path);
                }
                None => {
                    self.errors.add(
                        path,
                        Code::UnknownComponent,
                        "is a component that is no longer allowed here",
                    );
                }
            }
        }
    }
}
