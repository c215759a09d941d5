//! What keeps a document from being published.

use serde_json::{Value, json};

use super::{named, object, sample, schema};
use crate::values::{Normalise, Strictness, WriteMode, check_publish, normalise};

fn check(data: Value) -> Vec<String> {
    let model = sample();
    named(&check_publish(&model, schema(&model, "post"), &object(data)))
}

fn with(more: Value) -> Value {
    let mut data = object(json!({"title": "Title", "sections": [{"id": 1}]}));
    data.extend(object(more));
    Value::Object(data)
}

#[test]
fn a_complete_document_may_be_published() {
    assert_eq!(check(with(json!({}))), [""; 0]);
    assert_eq!(check(with(json!({"code": "AB12", "price": 0, "moods": ["calm"]}))), [""; 0]);
}

#[test]
fn everything_that_is_missing_is_listed() {
    assert_eq!(check(json!({})), ["title required"]);
    assert_eq!(check(json!({"title": ""})), ["title required"]);
    for (more, error) in [
        (json!({"title": "ab"}), "title too_short"),
        (json!({"price": -1}), "price too_small"),
        (json!({"code": "ab1"}), "code pattern"),
        (json!({"code": "xAB1"}), "code pattern"),
        (json!({"hero": {"id": 2, "links": [{"id": 3}]}}), "hero.links[0].label required"),
        (json!({"blocks": [{"__component": "a.gone", "id": 2}]}), "blocks[0] unknown_component"),
        // Older than a rule of today.
        (json!({"views": 5000}), "views too_large"),
        (json!({"level": "extreme"}), "level not_an_option"),
        (json!({"sections": [{"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}]}), "sections too_many"),
        (
            json!({"sections": [{"id": 1, "code": "x"}, {"id": 2, "code": "x"}]}),
            "sections[1].code not_unique",
        ),
    ] {
        assert_eq!(check(with(more.clone())), [error], "{more}");
    }
}

#[test]
fn a_strict_write_lists_both_kinds_of_errors_once() {
    let model = sample();
    let mut next_component = 1;
    let context = Normalise {
        previous: None,
        targets: &super::targets(),
        strictness: Strictness::Publish,
        mode: WriteMode::Merge,
        next_component: &mut next_component,
    };
    let input = object(json!({"title": 3, "price": -1, "nope": 1}));
    let errors = normalise(&model, schema(&model, "post"), &input, context).unwrap_err();
    assert_eq!(named(&errors), ["nope unknown_field", "title wrong_kind", "price too_small"]);
}
