//! Old documents read as if today's schema had written them.

use serde_json::{Value, json};

use super::object;
use crate::ids::{FieldId, SchemaVersion};
use crate::schema::change::{Place, SchemaOperation, SchemaStep};
use crate::schema::testing::{component, content_type, model};
use crate::schema::{Model, StoredType};
use crate::values::upcast;

/// Today: `headline`, `views` and blocks of parts with a `caption`.
fn today() -> Model {
    let post = content_type(
        "post",
        json!({
            "headline": {"type": "string", "galley": {"id": 1}},
            "views": {"type": "integer", "galley": {"id": 3}},
            "title": {"type": "string", "galley": {"id": 4}},
            "blocks": {"type": "dynamiczone", "components": ["a.part"], "galley": {"id": 5}},
        }),
    );
    let part = component("a.part", json!({"caption": {"type": "string", "galley": {"id": 1}}}));
    model(vec![post], vec![part])
}

fn read(steps: Vec<Vec<SchemaOperation>>, from: i32, data: Value) -> Value {
    let model = today();
    let steps: Vec<SchemaStep> = steps
        .into_iter()
        .zip(2..)
        .map(|(operations, version)| SchemaStep { version: SchemaVersion(version), operations })
        .collect();
    let version = steps.last().map_or(SchemaVersion(1), |step| step.version);
    let stored = StoredType { version, steps, ..model.by_name("post").unwrap().as_ref().clone() };
    Value::Object(upcast(&model, &stored, SchemaVersion(from), &object(data)))
}

fn rename(place: Place, field: i32, from: &str, to: &str) -> SchemaOperation {
    SchemaOperation::Rename { place, field: FieldId(field), from: from.to_owned(), to: to.to_owned() }
}

fn add(field: i32, name: &str, default: Option<Value>) -> SchemaOperation {
    SchemaOperation::Add { place: Place::Type, field: FieldId(field), name: name.to_owned(), default }
}

#[test]
fn values_follow_their_fields() {
    // `title` was renamed twice, and a new field took its name.
    let steps = vec![
        vec![rename(Place::Type, 1, "title", "name")],
        vec![rename(Place::Type, 1, "name", "headline"), add(4, "title", None)],
    ];
    let old = json!({"title": "A", "views": 3});
    assert_eq!(read(steps.clone(), 1, old), json!({"headline": "A", "views": 3}));
    assert_eq!(read(steps.clone(), 2, json!({"name": "A"})), json!({"headline": "A"}));
    let current = json!({"headline": "A", "title": "B"});
    assert_eq!(read(steps, 3, current.clone()), current);
}

#[test]
fn added_fields_get_their_default_and_removed_ones_go() {
    let removed = SchemaOperation::Remove { place: Place::Type, field: FieldId(2), name: "gone".to_owned() };
    let steps = vec![vec![add(3, "views", Some(json!(0))), removed]];
    assert_eq!(read(steps, 1, json!({"headline": "A", "gone": 1})), json!({"headline": "A", "views": 0}));
}

#[test]
fn a_value_stays_when_it_fits_the_new_kind() {
    let retyped = SchemaOperation::Retype { place: Place::Type, field: FieldId(3), name: "views".to_owned() };
    assert_eq!(read(vec![vec![retyped.clone()]], 1, json!({"views": 3.0})), json!({"views": 3}));
    assert_eq!(read(vec![vec![retyped]], 1, json!({"views": "many"})), json!({}));
}

#[test]
fn components_change_inside_every_instance() {
    let place = Place::Component("a.part".parse().unwrap());
    let steps = vec![vec![rename(place, 1, "label", "caption")]];
    let old = json!({"blocks": [
        {"__component": "a.part", "id": 1, "label": "x"},
        {"__component": "a.gone", "id": 2, "label": "y"},
        {"__component": "a.part", "id": 3},
    ]});
    let new = json!({"blocks": [
        {"__component": "a.part", "id": 1, "caption": "x"},
        {"__component": "a.part", "id": 3},
    ]});
    assert_eq!(read(steps, 1, old), new);
}
