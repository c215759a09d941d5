//! The rows beside an entry, its fast answer, and fields shared by locales.

use serde_json::{Value, json};

use super::{id, object, sample, schema, text_id, write};
use crate::ids::DocumentId;
use crate::schema::testing::with_attributes;
use crate::values::{Derived, LinkTarget, WriteMode, copy_shared, derive, served, unique_hash};

fn no_references(_: &str) -> (Vec<DocumentId>, Vec<DocumentId>) {
    (Vec::new(), Vec::new())
}

fn derived(input: Value) -> Derived {
    let (data, _) = write(input, None, WriteMode::Replace).unwrap();
    let model = sample();
    derive(model.by_name("post").unwrap(), &model, &data, &no_references)
}

/// `chain owner position` of a row.
fn place(path: crate::ids::PathId, owner: crate::ids::InstanceId, position: i32) -> String {
    let model = sample();
    let chain = model.by_name("post").unwrap().paths.chain(path).unwrap().to_string();
    format!("{chain} {owner} {position}")
}

#[test]
fn each_indexed_leaf_is_a_row_of_its_column() {
    let found = derived(json!({
        "title": "Été",
        "body": "not indexed",
        "views": 7,
        "price": 1.5,
        "featured": true,
        "day": "1970-01-02",
        "at": "1970-01-01T00:00:01.500Z",
        "moods": ["loud", "calm"],
        "home": "/not-indexed",
        "data": {"not": "indexed"},
    }));
    let rows: Vec<String> = found
        .values
        .iter()
        .map(|row| {
            let column = match (&row.text, &row.folded, row.number, row.time) {
                (Some(text), Some(folded), None, None) => format!("{text}={folded}"),
                (None, None, Some(number), None) => format!("{number}"),
                (None, None, None, Some(time)) => format!("@{time}"),
                other => panic!("{other:?}"),
            };
            format!("{}: {column}", place(row.path, row.owner, row.position))
        })
        .collect();
    assert_eq!(
        rows,
        [
            "1 0 0: Été=ete",
            "4 0 0: 7",
            "5 0 0: 1.5",
            "6 0 0: 1",
            "7 0 0: @86400000000",
            "8 0 0: @1500000",
            "10 0 0: loud=loud",
            "10 0 1: calm=calm",
        ]
    );
}

#[test]
fn links_name_their_owner_and_place() {
    let found = derived(json!({
        "cover": 1,
        "tags": [text_id(2), text_id(1)],
        "sections": [{"links": [{"to": text_id(3)}]}, {"links": [{}, {"to": text_id(4)}]}],
        "blocks": [{"__component": "a.quote", "picture": 2}],
    }));
    let rows: Vec<(String, LinkTarget)> =
        found.links.iter().map(|link| (place(link.path, link.owner, link.position), link.target)).collect();
    let document = |number| LinkTarget::Document(id(number));
    let expected = [
        ("15 0 0", LinkTarget::Asset(id(21))),
        ("18 0 0", document(2)),
        ("18 0 1", document(1)),
        ("21/2/2 2 0", document(3)),
        ("21/2/2 5 0", document(4)),
        ("22[a.quote]/2 6 0", LinkTarget::Asset(id(22))),
    ];
    assert_eq!(rows, expected.map(|(place, target)| (place.to_owned(), target)));
}

#[test]
fn references_in_markdown_are_links_of_its_path() {
    let model = sample();
    let data = object(json!({"body": "see it"}));
    let found = derive(model.by_name("post").unwrap(), &model, &data, &|text| {
        assert_eq!(text, "see it");
        (vec![id(21)], vec![id(1)])
    });
    let rows: Vec<_> = found.links.iter().map(|link| (link.position, link.target)).collect();
    assert_eq!(rows, [(0, LinkTarget::Asset(id(21))), (1, LinkTarget::Document(id(1)))]);
}

#[test]
fn slugs_and_unique_fields_are_unique_values() {
    let found = derived(json!({
        "slug": "hello",
        "email": "a@example.org",
        "sections": [{"code": "x"}, {"code": "x"}, {"code": "y"}],
    }));
    let rows: Vec<(String, [u8; 32])> =
        found.uniques.iter().map(|unique| (unique.field.to_text(), unique.hash)).collect();
    let hash = |text: &str| unique_hash(&json!(text));
    let expected = [
        ("slug", hash("hello")),
        ("email", hash("a@example.org")),
        ("sections[0].code", hash("x")),
        ("sections[2].code", hash("y")),
    ];
    assert_eq!(rows, expected.map(|(field, hash)| (field.to_owned(), hash)));
    assert_eq!(found.slug.as_deref(), Some("hello"));
    let empty = derived(json!({"email": ""}));
    assert_eq!((empty.uniques.len(), empty.slug), (0, None));
}

#[test]
fn served_members_are_the_public_scalars_in_model_order() {
    let model = sample();
    let data = object(json!({"price": 1.5, "title": "A \"quote\"", "featured": true, "tag": text_id(1)}));
    let text = served(schema(&model, "post"), &data);
    assert!(
        text.starts_with(
            r#""title":"A \"quote\"","slug":null,"body":null,"views":null,"price":1.5,"day":null"#
        )
    );
    assert!(!text.contains("featured") && !text.contains("tag"));
    assert!(serde_json::from_str::<Value>(&format!("{{{text}}}")).is_ok());
}

#[test]
fn fields_that_are_not_localized_are_shared() {
    let mut file = with_attributes(
        "post",
        json!({
            "title": {"type": "string", "pluginOptions": {"i18n": {"localized": true}}},
            "rating": {"type": "integer"},
            "code": {"type": "string"},
        }),
    );
    let from = object(json!({"title": "Hello", "rating": 5}));
    let bonjour = object(json!({"title": "Bonjour", "rating": 1, "code": "x"}));
    let shared = |file: &Value| {
        let schema = crate::schema::file::read_content_type("post", file, None).unwrap();
        let mut into = bonjour.clone();
        copy_shared(&schema, &from, &mut into);
        Value::Object(into)
    };
    assert_eq!(shared(&file), Value::Object(bonjour.clone()));
    file["pluginOptions"] = json!({"i18n": {"localized": true}});
    assert_eq!(shared(&file), json!({"title": "Bonjour", "rating": 5}));
}
