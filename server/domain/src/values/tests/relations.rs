//! Relations and media.

use serde_json::{Map, Value, json};

use super::{named, object, one, refused, text_id as id, write};
use crate::values::WriteMode;

fn before(list: &[u128]) -> Map<String, Value> {
    let tags: Vec<String> = list.iter().map(|number| id(*number)).collect();
    object(json!({"tag": tags.first(), "tags": tags}))
}

/// The numbers of the tags after writing `input` over tags 1, 2 and 3.
fn tags_after(input: Value) -> Vec<Value> {
    let (data, _) = write(json!({ "tags": input }), Some(&before(&[1, 2, 3])), WriteMode::Merge).unwrap();
    data["tags"].as_array().unwrap().clone()
}

fn ids(list: &[u128]) -> Vec<Value> {
    list.iter().map(|number| Value::from(id(*number))).collect()
}

#[test]
fn a_relation_is_written_as_clients_write_it() {
    for (field, given, kept) in [
        ("tag", json!(id(1)), json!(id(1))),
        ("tag", json!({"documentId": id(1), "locale": "en"}), json!(id(1))),
        ("tag", json!({"connect": [id(1)]}), json!(id(1))),
        ("tag", json!({"set": [{"documentId": id(1)}]}), json!(id(1))),
        ("tag", json!({"set": []}), Value::Null),
        ("tag", Value::Null, Value::Null),
        ("tags", json!([id(2), {"documentId": id(1)}]), json!([id(2), id(1)])),
        ("tags", json!(id(1)), json!([id(1)])),
        ("tags", json!([id(2), id(1), id(2)]), json!([id(2), id(1)])),
        ("tags", json!([]), json!([])),
        ("related", json!(id(1)), json!(id(1))),
    ] {
        assert_eq!(one(field, given.clone()).unwrap(), kept, "{field} {given}");
    }
}

#[test]
fn connect_and_disconnect_change_the_current_list() {
    let connect = |item: Value| json!({"connect": [item]});
    let at = |number: u128, position: Value| connect(json!({"documentId": id(number), "position": position}));
    for (input, after) in [
        (connect(json!(id(4))), vec![1, 2, 3, 4]),
        (json!({"connect": id(4)}), vec![1, 2, 3, 4]),
        (connect(json!(id(1))), vec![2, 3, 1]),
        (at(4, json!({"start": true})), vec![4, 1, 2, 3]),
        (at(4, json!({"end": true})), vec![1, 2, 3, 4]),
        (at(4, json!({"before": id(2)})), vec![1, 4, 2, 3]),
        (at(4, json!({"after": id(2)})), vec![1, 2, 4, 3]),
        (at(3, json!({"before": id(1)})), vec![3, 1, 2]),
        (json!({"disconnect": [id(2)]}), vec![1, 3]),
        (json!({"disconnect": [{"documentId": id(9)}]}), vec![1, 2, 3]),
        (json!({"connect": [id(4)], "disconnect": [id(1), id(3)]}), vec![2, 4]),
        (json!({"set": [id(5), id(1)]}), vec![5, 1]),
        (json!({"set": Value::Null}), vec![]),
    ] {
        assert_eq!(tags_after(input.clone()), ids(&after), "{input}");
    }
}

#[test]
fn a_single_relation_is_replaced_by_connect_and_emptied_by_disconnect() {
    let previous = before(&[1]);
    for (input, after) in [
        (json!({"connect": [id(2)]}), json!(id(2))),
        (json!({"disconnect": [id(1)]}), Value::Null),
        (json!({"disconnect": [id(2)]}), json!(id(1))),
    ] {
        let (data, _) = write(json!({ "tag": input }), Some(&previous), WriteMode::Merge).unwrap();
        assert_eq!(data.get("tag").cloned().unwrap_or_default(), after);
    }
}

#[test]
fn wrong_relations_are_refused_at_their_place() {
    for (field, given, error) in [
        ("tag", json!(id(99)), "tag unknown_target"),
        ("tag", json!(id(10)), "tag wrong_target"),
        ("tag", json!(1), "tag wrong_kind"),
        ("tag", json!("12abc"), "tag wrong_kind"),
        ("tag", json!([id(1)]), "tag wrong_kind"),
        ("tag", json!({"set": [id(1), id(2)]}), "tag too_many"),
        ("tag", json!({"documentId": id(1), "name": "Hacked"}), "tag unknown_field"),
        ("tag", json!({"name": "New tag"}), "tag wrong_kind"),
        ("tags", json!([id(1), id(99)]), "tags[1] unknown_target"),
        ("tags", json!({"connect": [id(99)]}), "tags.connect[0] unknown_target"),
        ("tags", json!({"set": [id(10)]}), "tags.set[0] wrong_target"),
        ("tags", json!({"set": [], "connect": [id(1)]}), "tags wrong_kind"),
        ("tags", json!({"create": [{"name": "New"}]}), "tags wrong_kind"),
        ("tags", json!({"disconnect": [3]}), "tags.disconnect wrong_kind"),
        (
            "tags",
            json!({"connect": [{"documentId": id(1), "position": {"before": id(2)}}]}),
            "tags.connect[0].position unknown_target",
        ),
        (
            "tags",
            json!({"connect": [{"documentId": id(1), "position": {"near": 1}}]}),
            "tags.connect[0] wrong_kind",
        ),
    ] {
        assert_eq!(refused(field, given.clone()), [error], "{given}");
    }
}

#[test]
fn the_other_side_of_a_relation_is_read_only() {
    let model = super::sample();
    let mut next_component = 1;
    let context = crate::values::Normalise {
        previous: None,
        targets: &super::targets(),
        strictness: crate::values::Strictness::Draft,
        mode: WriteMode::Merge,
        next_component: &mut next_component,
    };
    let input = object(json!({"posts": [id(10)]}));
    let errors = crate::values::normalise(&model, super::schema(&model, "tag"), &input, context).unwrap_err();
    assert_eq!(named(&errors), ["posts read_only"]);
}

#[test]
fn what_is_connected_already_may_stay_when_its_target_is_gone() {
    let previous = object(json!({"tag": id(77), "gallery": [id(88)]}));
    let input = json!({"tag": id(77), "gallery": [id(88), 2]});
    let (data, _) = write(input, Some(&previous), WriteMode::Merge).unwrap();
    assert_eq!(Value::Object(data), json!({"gallery": [id(88), id(22)], "tag": id(77)}));
}

#[test]
fn media_is_named_by_id_or_number() {
    for (field, given, kept) in [
        ("cover", json!(1), json!(id(21))),
        ("cover", json!(id(21)), json!(id(21))),
        ("cover", json!({"id": 1}), json!(id(21))),
        ("cover", json!({"documentId": id(21)}), json!(id(21))),
        ("gallery", json!([2, id(21), 2]), json!([id(22), id(21)])),
        ("gallery", json!(1), json!([id(21)])),
    ] {
        assert_eq!(one(field, given.clone()).unwrap(), kept, "{field} {given}");
    }
    for (field, given, error) in [
        ("cover", json!(2), "cover wrong_target"),
        ("cover", json!(3), "cover unknown_target"),
        ("cover", json!(0), "cover wrong_kind"),
        ("cover", json!("1"), "cover wrong_kind"),
        ("cover", json!([1]), "cover wrong_kind"),
        ("gallery", json!([1, id(1)]), "gallery[1] unknown_target"),
    ] {
        assert_eq!(refused(field, given.clone()), [error], "{given}");
    }
}

#[test]
fn the_caller_learns_what_to_look_up() {
    let model = super::sample();
    let input = object(json!({
        "tags": {"connect": [id(1)], "disconnect": [id(9)]},
        "cover": 1,
        "gallery": [{"documentId": id(22)}, {"id": 7}],
        "sections": [{"links": [{"to": {"set": [id(2)]}}]}],
        "blocks": [{"__component": "a.quote", "picture": 5}, {"__component": "a.gone", "picture": 6}],
        "title": id(3),
    }));
    let found = crate::values::referenced(&model, super::schema(&model, "post"), &input);
    assert_eq!(found.documents.into_iter().collect::<Vec<_>>(), [super::id(1), super::id(2)]);
    assert_eq!(found.asset_numbers.iter().map(|number| number.0).collect::<Vec<_>>(), [1, 5, 7]);
    assert_eq!(found.asset_documents.into_iter().collect::<Vec<_>>(), [super::id(22)]);
}
