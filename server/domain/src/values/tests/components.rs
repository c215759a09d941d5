//! Components, blocks and their ids; merging and replacing.

use serde_json::{Value, json};

use super::{named, object, refused, text_id, write};
use crate::values::WriteMode;

#[test]
fn instances_are_given_ids_and_model_order() {
    let input = json!({
        "sections": [{"links": [{"label": "a"}, {"label": "b"}], "title": "One"}, {"title": "Two"}],
        "blocks": [{"text": "q", "__component": "a.quote"}],
        "title": "T",
    });
    let (data, next) = write(input, None, WriteMode::Merge).unwrap();
    assert_eq!(
        Value::Object(data).to_string(),
        json!({
            "title": "T",
            "views": 0,
            "sections": [
                {"id": 1, "title": "One", "links": [{"id": 2, "label": "a"}, {"id": 3, "label": "b"}]},
                {"id": 4, "title": "Two"},
            ],
            "blocks": [{"__component": "a.quote", "id": 5, "text": "q"}],
        })
        .to_string()
    );
    assert_eq!(next, 6);
}

fn previous() -> serde_json::Map<String, Value> {
    object(json!({
        "title": "T",
        "tag": text_id(1),
        "sections": [
            {"id": 1, "title": "One", "links": [{"id": 2, "label": "a", "to": text_id(1)}]},
            {"id": 3, "title": "Two", "code": "x"},
        ],
        "blocks": [{"__component": "a.quote", "id": 4, "text": "q"}],
    }))
}

#[test]
fn a_merge_keeps_what_the_input_leaves_out() {
    let input = json!({"title": "New", "sections": [{"id": 3}, {"id": 1, "title": null}, {"code": "y"}]});
    let (data, next) = write(input, Some(&previous()), WriteMode::Merge).unwrap();
    assert_eq!(
        Value::Object(data),
        json!({
            "title": "New",
            "tag": text_id(1),
            "sections": [
                {"id": 3, "title": "Two", "code": "x"},
                {"id": 1, "links": [{"id": 2, "label": "a", "to": text_id(1)}]},
                {"id": 100, "title": "Untitled", "code": "y"},
            ],
            "blocks": [{"__component": "a.quote", "id": 4, "text": "q"}],
        })
    );
    assert_eq!(next, 101);
}

#[test]
fn a_replacement_empties_what_the_input_leaves_out() {
    let input = json!({"title": "New", "sections": [{"id": 3, "title": "Two"}]});
    let (data, _) = write(input, Some(&previous()), WriteMode::Replace).unwrap();
    assert_eq!(Value::Object(data), json!({"title": "New", "sections": [{"id": 3, "title": "Two"}]}));
}

#[test]
fn an_instance_that_an_earlier_draft_had_comes_back_as_it_was() {
    let (data, next) =
        write(json!({"hero": {"id": 50, "code": "z"}}), Some(&previous()), WriteMode::Merge).unwrap();
    assert_eq!(data["hero"], json!({"id": 50, "code": "z"}));
    assert_eq!(next, 100);
}

#[test]
fn component_ids_are_never_invented_or_shared() {
    let merge = |input: Value| match write(input, Some(&previous()), WriteMode::Merge) {
        Ok((data, _)) => vec![format!("accepted {data:?}")],
        Err(errors) => named(&errors),
    };
    for (input, error) in [
        (json!({"hero": {"id": 100}}), "hero.id component_id"),
        (json!({"hero": {"id": 0}}), "hero.id component_id"),
        (json!({"hero": {"id": "1"}}), "hero.id component_id"),
        (json!({"sections": [{"id": 1}, {"id": 1}]}), "sections[1].id component_id"),
        // 2 is a link and 4 a quote.
        (json!({"hero": {"id": 4}}), "hero.id component_id"),
        // The section 1 stays in its list, so it cannot be the hero as well.
        (json!({"hero": {"id": 1}}), "sections component_id"),
    ] {
        assert_eq!(merge(input.clone()), [error], "{input}");
    }
    assert_eq!(refused("hero", json!({"id": 1})), ["hero.id component_id"], "a new entry has given no ids");
}

#[test]
fn wrong_components_are_refused_at_their_place() {
    for (field, given, error) in [
        ("hero", json!([]), "hero wrong_kind"),
        ("hero", json!("x"), "hero wrong_kind"),
        ("hero", json!({"titel": 1}), "hero.titel unknown_field"),
        ("hero", json!({"__component": "a.section"}), "hero.__component unknown_field"),
        ("sections", json!({"title": "x"}), "sections wrong_kind"),
        ("sections", json!([{"links": [{"label": 1}]}]), "sections[0].links[0].label wrong_kind"),
        ("sections", json!([{}, {}, {}, {}]), "sections too_many"),
        ("blocks", json!([{"text": "x"}]), "blocks[0].__component unknown_component"),
        ("blocks", json!([{"__component": "a.link"}]), "blocks[0].__component unknown_component"),
        ("blocks", json!(["x"]), "blocks[0] wrong_kind"),
    ] {
        assert_eq!(refused(field, given.clone()), [error], "{given}");
    }
}

#[test]
fn at_most_a_hundred_errors_are_kept() {
    let many: Vec<Value> = (0..150).map(|_| json!({"__component": "a.quote", "text": 1})).collect();
    assert_eq!(refused("blocks", json!(many)).len(), 100);
}
