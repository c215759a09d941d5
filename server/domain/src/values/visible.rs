//! Which members of a document exist for an actor: what a reader is shown, and what a writer may name.

use serde_json::{Map, Value};

use super::documents::{COMPONENT_KEY, ID_KEY, component_of, items};
use crate::errors::{FieldErrorCode, FieldErrors, FieldPath};
use crate::roles::Actor;
use crate::schema::{ContentType, Field, FieldKind, Model};

/// The canonical document without what the actor may not read, at every depth.
pub fn visible(
    model: &Model,
    actor: &Actor,
    content_type: &ContentType,
    data: &Map<String, Value>,
) -> Map<String, Value> {
    Reader { model, actor, content_type }.members(&content_type.fields, data)
}

/// Every name in `input` that means nothing to this actor: unknown and hidden ones alike, so that a writer cannot tell
/// them apart. What the values are is not looked at.
pub fn refuse_unreadable(
    model: &Model,
    actor: &Actor,
    content_type: &ContentType,
    input: &Map<String, Value>,
) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    let reader = Reader { model, actor, content_type };
    reader.refuse(&content_type.fields, input, &FieldPath::top(), &mut errors);
    errors.or(())
}

struct Reader<'a> {
    model: &'a Model,
    actor: &'a Actor,
    content_type: &'a ContentType,
}

impl Reader<'_> {
    fn reads(&self, field: &Field) -> bool {
        self.actor.may_read_field(self.model, self.content_type, field)
    }

    fn members(&self, fields: &[Field], data: &Map<String, Value>) -> Map<String, Value> {
        let own = [COMPONENT_KEY, ID_KEY]
            .into_iter()
            .filter_map(|key| Some((key.to_owned(), data.get(key)?.clone())));
        let mut shown: Map<String, Value> = own.filter(|(key, _)| !is_field(fields, key)).collect();
        for field in fields.iter().filter(|field| self.reads(field)) {
            if let Some(value) = data.get(&field.name) {
                shown.insert(field.name.clone(), self.value(&field.kind, value));
            }
        }
        shown
    }

    fn value(&self, kind: &FieldKind, value: &Value) -> Value {
        if !kind.has_fields() {
            return value.clone();
        }
        match value {
            Value::Array(list) => list.iter().map(|item| self.value(kind, item)).collect(),
            Value::Object(instance) => {
                match component_of(kind, instance).and_then(|name| self.model.component(name)) {
                    Some(component) => Value::Object(self.members(&component.fields, instance)),
                    // A component that the model no longer has is nobody's to read.
                    None => Value::Null,
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Value::Null,
        }
    }

    fn refuse(
        &self,
        fields: &[Field],
        input: &Map<String, Value>,
        path: &FieldPath,
        errors: &mut FieldErrors,
    ) {
        for (name, value) in input {
            let Some(field) =
                fields.iter().find(|field| field.name == *name).filter(|field| self.reads(field))
            else {
                errors.add(path.field(name), FieldErrorCode::UnknownField, "is not a field of this type");
                continue;
            };
            if field.kind.has_fields() {
                self.refuse_in_instances(field, value, &path.field(name), errors);
            }
        }
    }

    fn refuse_in_instances(&self, field: &Field, value: &Value, path: &FieldPath, errors: &mut FieldErrors) {
        for (index, item) in items(value).iter().enumerate() {
            let Some(instance) = item.as_object() else { continue };
            // An instance of an unknown component is refused as a whole, later.
            let Some(component) =
                component_of(&field.kind, instance).and_then(|name| self.model.component(name))
            else {
                continue;
            };
            let mut own = instance.clone();
            own.retain(|key, _| is_field(&component.fields, key) || (key != ID_KEY && key != COMPONENT_KEY));
            let path = if value.is_array() { path.index(index) } else { path.clone() };
            self.refuse(&component.fields, &own, &path, errors);
        }
    }
}

fn is_field(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|field| field.name == name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ids::{ContentTypeId, SchemaVersion, UserId};
    use crate::roles::Role;
    use crate::schema::file::{read_component, read_content_type};
    use crate::schema::{FieldPaths, StoredType};

    fn model() -> Model {
        let note = json!({
            "info": { "displayName": "Note" },
            "attributes": { "text": { "type": "string" }, "source": { "type": "string", "private": true } }
        });
        let post = json!({
            "kind": "collectionType",
            "info": { "singularName": "post", "pluralName": "posts", "displayName": "Post" },
            "galley": { "public": true },
            "attributes": {
                "title": { "type": "string" },
                "secret": { "type": "string", "private": true },
                "notes": { "type": "component", "component": "shared.note", "repeatable": true }
            }
        });
        let component = read_component("note", &"shared.note".parse().unwrap(), &note, None).unwrap();
        let schema = read_content_type("post", &post, None).unwrap();
        let stored = StoredType {
            id: ContentTypeId(1),
            version: SchemaVersion(1),
            schema,
            paths: FieldPaths::default(),
            steps: Vec::new(),
        };
        Model::new([stored], [component], vec!["en".parse().unwrap()])
    }

    fn actor(role: Role) -> Actor {
        Actor::User { id: UserId(1), role }
    }

    #[test]
    fn a_reader_is_shown_what_they_may_read_at_every_depth() {
        let model = model();
        let post = &model.by_name("post").unwrap().schema;
        let data = json!({ "title": "a", "secret": "b", "notes": [{ "id": 1, "text": "c", "source": "d" }] });
        let data = data.as_object().unwrap();
        assert_eq!(visible(&model, &actor(Role::Editor), post, data), *data);
        let expected = json!({ "title": "a", "notes": [{ "id": 1, "text": "c" }] });
        assert_eq!(Value::Object(visible(&model, &actor(Role::Viewer), post, data)), expected);
    }

    #[test]
    fn hidden_and_unknown_names_are_refused_alike() {
        let model = model();
        let post = &model.by_name("post").unwrap().schema;
        let refused = |input: Value| {
            let found = refuse_unreadable(&model, &actor(Role::Viewer), post, input.as_object().unwrap());
            let errors = found.err().unwrap_or_default();
            let shown: Vec<_> =
                errors.iter().map(|error| format!("{} {}", error.code.as_str(), error.message)).collect();
            let paths: Vec<_> = errors.iter().map(|error| error.path.to_text()).collect();
            (paths, shown)
        };
        let (paths, hidden) =
            refused(json!({ "secret": 1, "title": 2, "notes": [{ "id": 1 }, { "source": 3 }] }));
        assert_eq!(paths, ["secret", "notes[1].source"]);
        let (_, unknown) =
            refused(json!({ "nothing": 1, "title": 2, "notes": [{ "id": 1 }, { "nothing": 3 }] }));
        assert_eq!(hidden, unknown);
        let (paths, _) = refused(json!({ "title": "a", "notes": null }));
        assert_eq!(paths, Vec::<String>::new());
    }
}
