//! What is applied and what is refused.

#![expect(clippy::needless_pass_by_value, reason = "tables of cases read best with literals as arguments")]

use serde_json::{Value, json};

use super::{Place, PlanError, SchemaOperation, plan};
use crate::ids::{FieldId, SchemaVersion};
use crate::schema::file::{ModelFiles, read_component, read_content_type, read_sources};
use crate::schema::testing::{apply, model, model_of, with_attributes};
use crate::schema::{Component, ContentType, Model, starter};

fn title() -> Value {
    json!({"type": "string"})
}

fn part(model: &Model, attributes: Value) -> Component {
    let file = json!({"info": {"displayName": "Part"}, "attributes": attributes});
    let name = "a.part".parse().unwrap();
    read_component("part.json", &name, &file, model.component(&name).map(AsRef::as_ref)).unwrap()
}

fn post(model: &Model, attributes: Value) -> ContentType {
    post_of(model, &with_attributes("post", attributes))
}

fn post_of(model: &Model, file: &Value) -> ContentType {
    read_content_type("post.json", file, model.by_name("post").map(|stored| &stored.schema)).unwrap()
}

/// A post with a title, an option and components one and two levels down; a page without any.
fn old() -> Model {
    let empty = Model::default();
    let inner = part(&empty, json!({"label": title()}));
    let outer_name = "a.outer".parse().unwrap();
    let outer = json!({"info": {"displayName": "Outer"}, "attributes": {"parts": {"type": "component",
        "component": "a.part", "repeatable": true}}});
    let outer = read_component("outer.json", &outer_name, &outer, None).unwrap();
    let page =
        read_content_type("page.json", &with_attributes("page", json!({"title": title()})), None).unwrap();
    model(vec![post(&empty, attributes()), page], vec![inner, outer])
}

fn attributes() -> Value {
    json!({
        "title": title(),
        "level": {"type": "enumeration", "enum": ["low", "high"]},
        "note": {"type": "string", "maxLength": 500},
        "blocks": {"type": "dynamiczone", "components": ["a.outer"]},
    })
}

fn changed(change: impl FnOnce(&mut Value)) -> ModelFiles {
    let mut file = with_attributes("post", attributes());
    change(&mut file);
    ModelFiles { types: vec![post_of(&old(), &file)], components: vec![] }
}

fn operations(files: ModelFiles) -> Vec<SchemaOperation> {
    let change = plan(&old(), files).unwrap();
    change.changed_types.into_iter().flat_map(|changed| changed.step.operations).collect()
}

#[test]
fn the_same_files_change_nothing() {
    assert!(plan(&old(), changed(|_| {})).unwrap().is_empty());
    let sources = starter::blog();
    let stored = model_of(&sources);
    assert!(plan(&stored, read_sources(&stored, &sources).unwrap()).unwrap().is_empty());
}

#[test]
fn new_types_come_with_all_their_paths() {
    let sources: Vec<_> = starter::blog().into_iter().chain(starter::bench()).collect();
    let change = plan(&Model::default(), read_sources(&Model::default(), &sources).unwrap()).unwrap();
    assert_eq!((change.new_types.len(), change.new_components.len()), (6, 4));
    let menu = change.new_types.iter().find(|new| new.schema.singular.as_str() == "menu").unwrap();
    let chains: Vec<String> = menu.chains.iter().map(ToString::to_string).collect();
    assert_eq!(chains, ["1", "2", "3", "3/1", "3/2", "3/2/1", "3/2/2", "3/2/2/1", "3/2/2/2"]);
}

#[test]
fn fields_are_added_and_options_changed() {
    let options = |name: &str, field: i32| SchemaOperation::Options {
        place: Place::Type,
        field: FieldId(field),
        name: name.to_owned(),
    };
    let added =
        operations(changed(|file| file["attributes"]["views"] = json!({"type": "integer", "default": 0})));
    let add = SchemaOperation::Add {
        place: Place::Type,
        field: FieldId(5),
        name: "views".to_owned(),
        default: Some(json!(0)),
    };
    assert_eq!(added, [add]);
    for (key, value) in [("required", json!(true)), ("private", json!(true)), ("maxLength", json!(100))] {
        let found = operations(changed(|file| file["attributes"]["title"][key] = value.clone()));
        assert_eq!(found, [options("title", 1)], "{key}");
    }
    let more = operations(changed(|file| {
        file["attributes"]["level"]["enum"] = json!(["low", "middle", "high"]);
    }));
    assert_eq!(more, [options("level", 2)]);
    for (pointer, value) in [("/info/displayName", json!("Article")), ("/galley", json!({"public": true}))] {
        let found = operations(changed(|file| match file.pointer_mut(pointer) {
            Some(known) => *known = value.clone(),
            None => file["galley"] = value.clone(),
        }));
        assert_eq!(found, [SchemaOperation::Type], "{pointer}");
    }
}

#[test]
fn a_component_changes_every_type_that_uses_it_at_any_depth() {
    let old = old();
    let files = ModelFiles {
        types: vec![],
        components: vec![part(&old, json!({"label": title(), "more": {"type": "boolean"}}))],
    };
    let change = plan(&old, files).unwrap();
    assert_eq!(change.changed_components.len(), 1);
    let [post] = change.changed_types.as_slice() else { panic!("{:?}", change.changed_types) };
    assert_eq!((post.schema.singular.as_str(), post.step.version), ("post", SchemaVersion(2)));
    assert_eq!(post.new_chains.iter().map(ToString::to_string).collect::<Vec<_>>(), ["4[a.outer]/1/2"]);
    let place = Place::Component("a.part".parse().unwrap());
    let expected = SchemaOperation::Add { place, field: FieldId(2), name: "more".to_owned(), default: None };
    assert_eq!(post.step.operations, [expected]);
}

#[test]
fn what_touches_data_needs_a_change_plan() {
    type Edit = fn(&mut Value);
    let edits: [(Edit, &str); 10] = [
        (
            |file| drop(file["attributes"].as_object_mut().unwrap().shift_remove("title")),
            "post.title: removing",
        ),
        (
            |file| {
                let title = file["attributes"].as_object_mut().unwrap().shift_remove("title").unwrap();
                file["attributes"]["headline"] = title;
                file["attributes"]["headline"]["galley"] = json!({"id": 1});
            },
            "post.title: renaming it to `headline`",
        ),
        (|file| file["attributes"]["title"]["type"] = json!("text"), "post.title: changing its type"),
        (|file| file["attributes"]["title"]["unique"] = json!(true), "post.title: making it unique"),
        (|file| file["attributes"]["note"]["maxLength"] = json!(100), "post.note: limiting it"),
        (|file| file["attributes"]["level"]["enum"] = json!(["low"]), "post.level: taking options away"),
        (
            |file| file["attributes"]["level"]["galley"] = json!({"multiple": true}),
            "post.level: changing between one and many",
        ),
        (
            |file| file["attributes"]["blocks"]["components"] = json!(["a.part"]),
            "post.blocks: taking components away",
        ),
        (|file| file["kind"] = json!("singleType"), "post: turning a collection into a single"),
        (
            |file| file["pluginOptions"] = json!({"i18n": {"localized": true}}),
            "post: changing whether it is localized",
        ),
    ];
    for (edit, refusal) in edits {
        let Err(PlanError::NeedsChangePlan(refusals)) = plan(&old(), changed(edit)) else {
            panic!("{refusal}");
        };
        let text = refusals[0].to_string();
        assert!(text.starts_with(refusal) && text.ends_with("needs a change plan"), "{text}");
    }
}

#[test]
fn a_model_that_does_not_fit_together_is_refused() {
    let files = changed(|file| {
        file["attributes"]["tag"] = json!({"type": "relation", "relation": "oneToOne", "target": "tag"});
    });
    assert!(matches!(plan(&old(), files), Err(PlanError::Invalid(errors)) if errors.len() == 1));
}

#[test]
fn steps_are_kept_in_order() {
    let old = old();
    let mut file = with_attributes("post", attributes());
    file["attributes"]["views"] = json!({"type": "integer"});
    let second = apply(&old, ModelFiles { types: vec![post_of(&old, &file)], components: vec![] });
    file["attributes"]["views"]["private"] = json!(true);
    let third = apply(&second, ModelFiles { types: vec![post_of(&second, &file)], components: vec![] });
    let versions: Vec<i32> = third.by_name("post").unwrap().steps.iter().map(|step| step.version.0).collect();
    assert_eq!(versions, [2, 3]);
}

#[test]
fn types_that_can_want_one_path_are_named_when_one_of_them_comes_or_changes() {
    let at = |name: &str, route: &str| {
        let mut file = with_attributes(name, json!({"title": title(), "slug": {"type": "uid"}}));
        file["galley"] = json!({"route": route});
        read_content_type("a.json", &file, None).unwrap()
    };
    let old = model(vec![at("post", "/blog/{slug}"), at("note", "/{slug}"), at("memo", "/{slug}")], vec![]);
    let overlaps = |types: Vec<ContentType>| -> Vec<String> {
        let change = plan(&old, ModelFiles { types, components: vec![] }).unwrap();
        let shown = |overlap: &crate::schema::PathOverlap| {
            overlap.types.iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>().join(" ")
        };
        change.overlaps.iter().map(shown).collect()
    };
    assert_eq!(overlaps(vec![at("tip", "/tips/{slug}")]), [""; 0], "what was so before was said before");
    assert_eq!(overlaps(vec![at("tip", "/{id}")]), ["memo tip", "note tip"]);
    assert_eq!(overlaps(vec![at("tip", "/blog/{slug}")]), ["post tip"]);
}
