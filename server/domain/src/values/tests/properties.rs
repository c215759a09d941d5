//! Properties of any input.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{sample, schema, targets, text_id};
use crate::ids::{FieldId, SchemaVersion};
use crate::schema::change::{Place, SchemaOperation, SchemaStep};
use crate::schema::{Model, StoredType};
use crate::values::{Normalise, Strictness, WriteMode, check_publish, derive, normalise, upcast};

fn tags() -> impl Strategy<Value = Value> {
    prop::collection::vec(1_u128..9, 0..5)
        .prop_map(|numbers| numbers.into_iter().map(text_id).collect::<Vec<_>>().into())
}

fn section() -> impl Strategy<Value = Value> {
    let link = ("\\PC{0,9}", 1_u128..9).prop_map(|(label, to)| json!({"label": label, "to": text_id(to)}));
    (prop::option::of("\\PC{0,20}"), prop::collection::vec(link, 0..3))
        .prop_map(|(title, links)| json!({"title": title, "links": links}))
}

/// Inputs that a draft accepts.
fn input() -> impl Strategy<Value = Map<String, Value>> {
    let scalars = (
        "\\PC{0,40}",
        "[a-z0-9]{1,8}(-[a-z]{1,4})?",
        -1000_i64..1000,
        (-1_000_000_i64..1_000_000)
            .prop_map(|hundredths| json!(format!("{hundredths}e-2").parse::<f64>().unwrap())),
        -60_000_000_000_i64..200_000_000_000,
    );
    let moods = prop::sample::subsequence(vec!["calm", "loud"], 0..=2);
    let parts = (prop::collection::vec(section(), 0..3), tags(), moods, prop::option::of(section()));
    (scalars, parts).prop_map(|((title, slug, views, price, seconds), (sections, tags, moods, hero))| {
        let block = json!({"__component": "a.quote", "text": title.clone(), "picture": 1});
        let input = json!({
            "title": title, "slug": slug, "views": views, "price": price,
            "at": crate::text::instant::show(seconds * 1_000_000),
            "data": {"any": sections.clone()}, "sections": sections, "tags": tags, "moods": moods,
            "hero": hero, "blocks": [block],
        });
        super::object(input)
    })
}

fn write(model: &Model, input: &Map<String, Value>, next_component: &mut i64) -> Map<String, Value> {
    let context = Normalise {
        previous: None,
        targets: &targets(),
        strictness: Strictness::Draft,
        mode: WriteMode::Replace,
        next_component,
    };
    normalise(model, schema(model, "post"), input, context).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_canonical_document_is_written_as_itself(input in input()) {
        let model = sample();
        let mut next_component = 1;
        let once = write(&model, &input, &mut next_component);
        let counter = next_component;
        let twice = write(&model, &once, &mut next_component);
        prop_assert_eq!(Value::Object(twice).to_string(), Value::Object(once).to_string());
        prop_assert_eq!(next_component, counter);
    }

    #[test]
    fn every_leaf_of_a_written_document_is_derived_once(input in input()) {
        let model = sample();
        let data = write(&model, &input, &mut 1);
        let stored = model.by_name("post").unwrap();
        let derived = derive(stored, &model, &data, &|_| (Vec::new(), Vec::new()));
        let mut places: Vec<_> =
            derived.values.iter().map(|row| (row.path, row.owner, row.position)).collect();
        let rows = places.len();
        places.sort_unstable();
        places.dedup();
        prop_assert_eq!(places.len(), rows);
        prop_assert!(check_publish(&model, &stored.schema, &data).iter().count() <= 100);
    }

    #[test]
    fn a_rename_keeps_every_value(input in input()) {
        let model = sample();
        let data = write(&model, &input, &mut 1);
        let known = model.by_name("post").unwrap();
        let section = Place::Component("a.section".parse().unwrap());
        let rename = |place: &Place, field: i32, from: &str, to: &str| SchemaOperation::Rename {
            place: place.clone(), field: FieldId(field), from: from.to_owned(), to: to.to_owned(),
        };
        let version = SchemaVersion(2);
        let operations =
            vec![rename(&Place::Type, 1, "was", "title"), rename(&section, 1, "was", "title")];
        let stored = StoredType {
            version, steps: vec![SchemaStep { version, operations }], ..known.as_ref().clone()
        };
        let mut old = data.clone();
        rename_key(&mut old);
        for instance in old.get_mut("sections").and_then(Value::as_array_mut).into_iter().flatten() {
            rename_key(instance.as_object_mut().unwrap());
        }
        if let Some(hero) = old.get_mut("hero") {
            rename_key(hero.as_object_mut().unwrap());
        }
        prop_assert_eq!(upcast(&model, &stored, SchemaVersion(1), &old), data);
    }
}

fn rename_key(members: &mut Map<String, Value>) {
    if let Some(title) = members.remove("title") {
        members.insert("was".to_owned(), title);
    }
}
