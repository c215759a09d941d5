//! The keys inside canonical documents that are not fields, and finding component instances.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::ids::InstanceId;
use crate::schema::{ComponentName, Field, FieldKind, Model};

/// The key of a component instance's id.
pub const ID_KEY: &str = "id";
/// The key that names the component of a block.
pub const COMPONENT_KEY: &str = "__component";

/// The id of a component instance of a canonical document.
pub fn instance_id(instance: &Map<String, Value>) -> Option<InstanceId> {
    instance.get(ID_KEY).and_then(Value::as_i64).map(InstanceId)
}

/// The items of a list, or the one value as a list of one.
pub(super) fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// A component instance as it stands in a canonical document.
pub(super) struct Instance<'a> {
    pub component: &'a ComponentName,
    pub data: &'a Map<String, Value>,
}

/// Every component instance of a document by its id.
pub(super) fn instances<'a>(
    model: &'a Model,
    fields: &'a [Field],
    data: &'a Map<String, Value>,
) -> HashMap<i64, Instance<'a>> {
    let mut found = HashMap::new();
    collect(model, fields, data, &mut found);
    found
}

fn collect<'a>(
    model: &'a Model,
    fields: &'a [Field],
    data: &'a Map<String, Value>,
    found: &mut HashMap<i64, Instance<'a>>,
) {
    for field in fields {
        let Some(value) = data.get(&field.name) else { continue };
        for instance in items(value).iter().filter_map(Value::as_object) {
            let Some(component) = component_of(&field.kind, instance).and_then(|name| model.component(name))
            else {
                continue;
            };
            if let Some(id) = instance_id(instance) {
                found.insert(id.0, Instance { component: &component.name, data: instance });
            }
            collect(model, &component.fields, instance, found);
        }
    }
}

/// The component of an instance: the field's own, or the one among its blocks that the instance names.
pub(super) fn component_of<'a>(
    kind: &'a FieldKind,
    instance: &Map<String, Value>,
) -> Option<&'a ComponentName> {
    match kind {
        FieldKind::Component { component, .. } => Some(component),
        FieldKind::Blocks { components } => {
            let named = instance.get(COMPONENT_KEY)?.as_str()?;
            components.iter().find(|name| name.as_str() == named)
        }
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Markdown
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Boolean
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::Enumeration { .. }
        | FieldKind::Slug { .. }
        | FieldKind::Email
        | FieldKind::Url
        | FieldKind::Json
        | FieldKind::Media { .. }
        | FieldKind::Relation { .. }
        | FieldKind::InverseRelation { .. } => None,
    }
}
