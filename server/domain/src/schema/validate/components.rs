//! Components: that they exist, end, and stay small when all of them are counted.

use std::collections::HashMap;

use super::Errors;
use crate::schema::field::{ComponentName, Field, FieldKind};
use crate::schema::model::Model;

/// Deepest nesting of components in an entry.
const DEEPEST: usize = 5;
/// Most fields of one type with those of all its components: each is a row of `field_paths`.
const MOST_LEAVES: usize = 5_000;

pub(super) fn check(model: &Model, errors: &mut Errors) {
    let mut measured = Measured { model, shapes: HashMap::new(), errors };
    for component in model.components() {
        measured.component(&component.name);
    }
    for stored in model.types() {
        let place = stored.schema.singular.as_str();
        let shape = measured.fields(place, &stored.schema.fields);
        if shape.depth > DEEPEST {
            measured.errors.add(place, format!("nests components more than {DEEPEST} deep"));
        }
        if shape.leaves > MOST_LEAVES {
            let problem = format!("has more than {MOST_LEAVES} fields with those of its components");
            measured.errors.add(place, problem);
        }
    }
}

/// How deep and how large a group of fields is.
#[derive(Clone, Copy, Default)]
struct Shape {
    depth: usize,
    leaves: usize,
}

enum Progress {
    /// Being measured: meeting it again is a cycle.
    Open,
    Done(Shape),
}

struct Measured<'a, 'b> {
    model: &'a Model,
    shapes: HashMap<ComponentName, Progress>,
    errors: &'b mut Errors,
}

impl Measured<'_, '_> {
    fn component(&mut self, name: &ComponentName) -> Shape {
        match self.shapes.get(name) {
            Some(Progress::Done(shape)) => return *shape,
            Some(Progress::Open) => {
                self.errors.add(name.as_str(), "contains itself");
                return Shape::default();
            }
            None => {}
        }
        self.shapes.insert(name.clone(), Progress::Open);
        let model = self.model;
        let inner = model
            .component(name)
            .map(|component| self.fields(name.as_str(), &component.fields))
            .unwrap_or_default();
        let shape = Shape { depth: inner.depth.saturating_add(1), leaves: inner.leaves };
        self.shapes.insert(name.clone(), Progress::Done(shape));
        shape
    }

    fn fields(&mut self, place: &str, fields: &[Field]) -> Shape {
        let mut shape = Shape { depth: 0, leaves: fields.len() };
        for field in fields {
            let names = match &field.kind {
                FieldKind::Component { component, .. } => std::slice::from_ref(component),
                FieldKind::Blocks { components } => components.as_slice(),
                _other => continue,
            };
            for name in names {
                if self.model.component(name).is_none() {
                    let problem = format!("uses `{name}`, which is not a component");
                    self.errors.add(&format!("{place}.{}", field.name), problem);
                }
                let inner = self.component(name);
                shape.depth = shape.depth.max(inner.depth);
                shape.leaves = shape.leaves.saturating_add(inner.leaves);
            }
        }
        shape
    }
}
