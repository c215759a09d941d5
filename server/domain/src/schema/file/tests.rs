//! Files that must be read, files that must be refused, and the way back.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{read_component, read_content_type, write_component, write_content_type};
use crate::schema::testing::with_attributes;
use crate::schema::{Cardinality, FieldKind, starter};

fn read(attributes: Value) -> Result<crate::schema::ContentType, Vec<crate::schema::ModelError>> {
    read_content_type("post.json", &with_attributes("post", attributes), None)
}

/// The file without the ids that reading gives.
fn without_ids(mut file: Value) -> Value {
    for attribute in file["attributes"].as_object_mut().unwrap().values_mut() {
        let members = attribute.as_object_mut().unwrap();
        let galley = members["galley"].as_object_mut().unwrap();
        assert!(galley.remove("id").is_some());
        if galley.is_empty() {
            members.remove("galley");
        }
    }
    file
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { json_files(&path) } else { vec![path] }).collect()
}

#[test]
fn every_file_of_strapis_demo_is_written_back_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/strapi/schemas");
    let files = json_files(&folder);
    assert_eq!(files.len(), 10);
    for path in files {
        let file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let written = if path.to_string_lossy().contains("components/") {
            let stem = path.file_stem().unwrap().to_string_lossy();
            let name = format!("shared.{stem}").parse().unwrap();
            write_component(&read_component("demo", &name, &file, None).unwrap())
        } else {
            write_content_type(&read_content_type("demo", &file, None).unwrap())
        };
        assert_eq!(without_ids(written), file, "{}", path.display());
    }
}

#[test]
fn starter_files_are_written_back_as_they_were() {
    for source in starter::blog().into_iter().chain(starter::bench()) {
        let file: Value = serde_json::from_str(&source.text).unwrap();
        let written = match source.path.trim_end_matches(".json").parse() {
            Ok(name) => write_component(&read_component("starter", &name, &file, None).unwrap()),
            Err(_) => write_content_type(&read_content_type("starter", &file, None).unwrap()),
        };
        assert_eq!(without_ids(written), file, "{}", source.path);
    }
}

#[test]
fn each_attribute_type_has_its_kind() {
    let target: crate::schema::TypeName = "tag".parse().unwrap();
    let component: crate::schema::ComponentName = "shared.seo".parse().unwrap();
    let (one, many) = (Cardinality::One, Cardinality::Many);
    for (attribute, kind) in [
        (json!({"type": "string"}), FieldKind::Text),
        (json!({"type": "string", "galley": {"kind": "url"}}), FieldKind::Url),
        (json!({"type": "url"}), FieldKind::Url),
        (json!({"type": "text"}), FieldKind::LongText),
        (json!({"type": "richtext"}), FieldKind::Markdown),
        (json!({"type": "biginteger"}), FieldKind::Integer),
        (json!({"type": "float"}), FieldKind::Decimal),
        (json!({"type": "boolean"}), FieldKind::Boolean),
        (json!({"type": "date"}), FieldKind::Date),
        (json!({"type": "datetime"}), FieldKind::DateTime),
        (json!({"type": "email"}), FieldKind::Email),
        (json!({"type": "json"}), FieldKind::Json),
        (json!({"type": "uid", "targetField": "a"}), FieldKind::Slug { from: Some("a".to_owned()) }),
        (
            json!({"type": "enumeration", "enum": ["x"], "galley": {"multiple": true}}),
            FieldKind::Enumeration { values: vec!["x".to_owned()], cardinality: many },
        ),
        (json!({"type": "media", "multiple": true}), FieldKind::Media { cardinality: many, allowed: vec![] }),
        (
            json!({"type": "relation", "relation": "manyToOne", "target": "api::tag.tag", "inversedBy": "p"}),
            FieldKind::Relation { target: target.clone(), cardinality: one, inverse: Some("p".to_owned()) },
        ),
        (
            json!({"type": "relation", "relation": "oneToMany", "target": "tag", "mappedBy": "p"}),
            FieldKind::InverseRelation { target, cardinality: many, mapped_by: "p".to_owned() },
        ),
        (
            json!({"type": "component", "component": "shared.seo"}),
            FieldKind::Component { component: component.clone(), cardinality: one },
        ),
        (
            json!({"type": "dynamiczone", "components": ["shared.seo"]}),
            FieldKind::Blocks { components: vec![component] },
        ),
    ] {
        let schema = read(json!({"field": attribute.clone()})).unwrap();
        assert_eq!(schema.fields[0].kind, kind, "{attribute}");
        // Other spellings are kept: `biginteger`, `float`, a short target.
        let written = write_content_type(&schema)["attributes"]["field"]["type"].clone();
        assert_eq!(written == attribute["type"], attribute["type"] != "url", "{attribute}");
    }
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (attributes, place) in [
        (json!({"a": {"type": "time"}}), "post.json attributes.a.type"),
        (json!({"a": {"type": "strnig"}}), "post.json attributes.a.type"),
        (json!({"a": {"type": 3}}), "post.json attributes.a.type"),
        (json!({"a": {}}), "post.json attributes.a.type"),
        (json!({"a": "string"}), "post.json attributes.a"),
        (json!({"a": {"type": "string", "required": "yes"}}), "post.json attributes.a.required"),
        (json!({"a": {"type": "string", "maxLength": -1}}), "post.json attributes.a.maxLength"),
        (json!({"a": {"type": "string", "maxLength": 1.5}}), "post.json attributes.a.maxLength"),
        (json!({"a": {"type": "string", "galley": {"index": true}}}), "post.json attributes.a.galley.index"),
        (json!({"a": {"type": "string", "galley": {"id": 0}}}), "post.json attributes.a.galley.id"),
        (json!({"a": {"type": "enumeration"}}), "post.json attributes.a.enum"),
        (json!({"a": {"type": "relation", "target": "api::b.b"}}), "post.json attributes.a.relation"),
        (
            json!({"a": {"type": "relation", "relation": "oneToOne", "target": "plugin::users.user"}}),
            "post.json attributes.a.target",
        ),
        (json!({"a": {"type": "component", "component": "seo"}}), "post.json attributes.a.component"),
        (json!({"id": {"type": "string"}}), "post.json attributes.id"),
        (json!({"status": {"type": "string"}}), "post.json attributes.status"),
        (json!({"_a": {"type": "string"}}), "post.json attributes._a"),
        (json!({"$a": {"type": "string"}}), "post.json attributes.$a"),
        (json!({"a-b": {"type": "string"}}), "post.json attributes.a-b"),
        (json!({"x".repeat(65): {"type": "string"}}), &format!("post.json attributes.{}", "x".repeat(65))),
        (json!([]), "post.json attributes"),
    ] {
        let errors = read(attributes.clone()).unwrap_err();
        let found = errors[0].to_string();
        assert!(found.starts_with(&format!("{place}: ")), "{attributes}: {found}");
    }
}

#[test]
fn reserved_paths_are_no_names_of_types() {
    for name in ["upload", "auth", "users", "docs", "live", "graphql"] {
        let mut file = with_attributes("post", json!({}));
        file["info"]["pluralName"] = Value::from(name);
        assert!(read_content_type("post.json", &file, None).is_err(), "{name}");
    }
}

#[test]
fn ids_are_kept_matched_by_name_or_given() {
    let text = |id: Option<i32>| match id {
        Some(id) => json!({"type": "string", "galley": {"id": id}}),
        None => json!({"type": "string"}),
    };
    let stored = read(json!({"a": text(Some(4)), "b": text(Some(2))})).unwrap();
    let file = with_attributes("post", json!({"new": text(None), "b": text(None), "a": text(Some(4))}));
    let again = read_content_type("post.json", &file, Some(&stored)).unwrap();
    let ids: Vec<(&str, i32)> = again.fields.iter().map(|field| (field.name.as_str(), field.id.0)).collect();
    assert_eq!(ids, [("new", 5), ("b", 2), ("a", 4)]);
}

#[test]
fn an_id_that_means_two_fields_is_refused_with_both_names() {
    let text = |id: i32| json!({"type": "string", "galley": {"id": id}});
    let stored = read(json!({"title": text(1)})).unwrap();
    let twice = with_attributes("post", json!({"a": text(3), "b": text(3)}));
    // `title` has no id in the file and is 1 by its name, which `headline` claims.
    let claimed = with_attributes("post", json!({"title": {"type": "string"}, "headline": text(1)}));
    for (file, names) in [(twice, ["`a`", "`b`"]), (claimed, ["`title`", "`headline`"])] {
        let errors = read_content_type("post.json", &file, Some(&stored)).unwrap_err();
        assert_eq!(errors.len(), 1);
        assert!(names.iter().all(|name| errors[0].to_string().contains(name)), "{}", errors[0]);
    }
}

#[test]
fn localized_fields_follow_strapi() {
    let mut file = with_attributes(
        "post",
        json!({
            "title": {"type": "string", "pluginOptions": {"i18n": {"localized": true}}},
            "rating": {"type": "integer"},
            "slug": {"type": "uid"},
            "author": {"type": "relation", "relation": "oneToOne", "target": "api::author.author"},
        }),
    );
    let localized = |file: &Value| -> Vec<bool> {
        let schema = read_content_type("post.json", file, None).unwrap();
        assert_eq!(without_ids(write_content_type(&schema)), *file);
        schema.fields.iter().map(|field| field.options.localized).collect()
    };
    assert_eq!(localized(&file), [false; 4], "the type itself is not localized");
    file["pluginOptions"] = json!({"i18n": {"localized": true}});
    assert_eq!(localized(&file), [true, false, true, true]);
}
