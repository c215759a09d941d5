//! A change of the model in words, a sentence each, for the command line and the admin.

use galley_domain::schema::change::{ModelChange, Place, SchemaOperation};
use galley_domain::text::counted;

/// What a change does and what it may lead to; empty when it changes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeReport {
    pub changes: Vec<String>,
    /// What is allowed and may not be meant.
    pub warnings: Vec<String>,
}

pub(super) fn describe(change: &ModelChange) -> ChangeReport {
    let warnings = change.overlaps.iter().map(ToString::to_string).collect();
    ChangeReport { changes: changes(change), warnings }
}

fn changes(change: &ModelChange) -> Vec<String> {
    let mut lines = Vec::new();
    for component in &change.new_components {
        lines.push(format!("add the component {}", component.name));
    }
    for component in &change.changed_components {
        lines.push(format!("change the component {}", component.name));
    }
    for new in &change.new_types {
        let fields = counted(new.schema.fields.len(), "field");
        lines.push(format!("add the content type {} with {fields}", new.schema.singular));
    }
    for changed in &change.changed_types {
        let name = changed.schema.singular.as_str();
        lines.extend(changed.step.operations.iter().map(|operation| line(name, operation)));
    }
    lines
}

fn line(content_type: &str, operation: &SchemaOperation) -> String {
    let at = |place: &Place, name: &str| match place {
        Place::Type => format!("{content_type}.{name}"),
        Place::Component(component) => format!("{content_type}: {component}.{name}"),
    };
    match operation {
        SchemaOperation::Add { place, name, .. } => format!("add the field {}", at(place, name)),
        SchemaOperation::Rename { place, from, to, .. } => format!("rename {} to {to}", at(place, from)),
        SchemaOperation::Retype { place, name, .. } => format!("change the type of {}", at(place, name)),
        SchemaOperation::Remove { place, name, .. } => format!("remove the field {}", at(place, name)),
        SchemaOperation::Options { place, name, .. } => format!("change the options of {}", at(place, name)),
        SchemaOperation::Type => format!("change the content type {content_type}"),
    }
}
