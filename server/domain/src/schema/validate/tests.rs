//! Models that are refused, one mistake each.

use serde_json::{Value, json};

use super::validate;
use crate::ids::{ContentTypeId, SchemaVersion};
use crate::schema::testing::{component, content_type, model_of};
use crate::schema::{Component, ContentType, ContentTypeKind, FieldPaths, Model, StoredType, starter};

fn model(types: Vec<ContentType>, components: Vec<Component>) -> Model {
    let stored = types.into_iter().zip(1..).map(|(schema, id)| StoredType {
        id: ContentTypeId(id),
        version: SchemaVersion(1),
        schema,
        paths: FieldPaths::default(),
        steps: Vec::new(),
    });
    Model::new(stored, components, Vec::new())
}

fn problems(attributes: Value) -> Vec<String> {
    let tag = content_type(
        "tag",
        json!({"posts": {"type": "relation", "relation": "oneToMany",
        "target": "tag", "mappedBy": "gone"}}),
    );
    let tag = ContentType { fields: Vec::new(), ..tag };
    let part = component("shared.part", json!({"label": {"type": "string"}}));
    let model = model(vec![content_type("post", attributes), tag], vec![part]);
    validate(&model).iter().map(ToString::to_string).collect()
}

#[test]
fn a_sound_model_has_no_errors() {
    let sources: Vec<_> = starter::blog().into_iter().chain(starter::bench()).collect();
    assert_eq!(validate(&model_of(&sources)), []);
    let sound = json!({
        "title": {"type": "string", "required": true, "unique": true, "regex": "[A-Z].*"},
        "slug": {"type": "uid", "targetField": "title"},
        "rating": {"type": "integer", "min": 1, "max": 5, "default": 3},
        "level": {"type": "enumeration", "enum": ["low", "high"], "default": "low"},
        "parts": {"type": "component", "component": "shared.part", "repeatable": true, "min": 1, "max": 3},
        "tags": {"type": "relation", "relation": "oneToMany", "target": "api::tag.tag"},
    });
    assert_eq!(problems(sound), [""; 0]);
}

#[test]
fn each_mistake_is_named() {
    let relation = |more: Value| {
        let mut relation = json!({"type": "relation", "relation": "oneToOne", "target": "api::tag.tag"});
        relation.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        relation
    };
    for (field, problem) in [
        (relation(json!({"target": "api::gone.gone"})), "leads to `gone`"),
        (relation(json!({"inversedBy": "posts"})), "two sides of one relation"),
        (relation(json!({"mappedBy": "posts"})), "two sides of one relation"),
        (relation(json!({"unique": true})), "cannot be unique"),
        (relation(json!({"default": 1})), "a field of this type cannot have"),
        (json!({"type": "component", "component": "shared.gone"}), "uses `shared.gone`"),
        (json!({"type": "dynamiczone", "components": []}), "at least one component"),
        (json!({"type": "uid", "targetField": "gone"}), "takes its slug from `gone`"),
        (json!({"type": "string", "regex": "("}), "does not compile"),
        (json!({"type": "string", "regex": "(a{999}){999}"}), "does not compile"),
        (json!({"type": "string", "default": 3}), "must be a string"),
        (json!({"type": "string", "default": "a", "unique": true}), "unique and have a default"),
        (json!({"type": "string", "default": "ab", "minLength": 3}), "at least 3 characters"),
        (json!({"type": "string", "min": 3}), "neither a number nor a list"),
        (json!({"type": "integer", "maxLength": 3}), "not a text"),
        (json!({"type": "integer", "min": 3, "max": 2}), "`min` above its `max`"),
        (json!({"type": "string", "minLength": 300}), "`minLength` above its `maxLength`"),
        (json!({"type": "boolean", "unique": true}), "cannot be unique"),
        (json!({"type": "richtext", "galley": {"indexed": true}}), "cannot be indexed"),
        (json!({"type": "string", "maxLength": 300, "galley": {"indexed": true}}), "cannot be indexed"),
        (json!({"type": "enumeration", "enum": []}), "at least one option"),
        (json!({"type": "enumeration", "enum": ["a", "a"]}), "each only once"),
        (json!({"type": "enumeration", "enum": ["a"], "default": "b"}), "must be one of `a`"),
        (json!({"type": "media", "allowedTypes": ["pictures"]}), "allows `pictures`"),
    ] {
        let found = problems(json!({"field": field.clone()}));
        assert_eq!(found.len(), 1, "{field}: {found:?}");
        assert!(found[0].starts_with("post") && found[0].contains(problem), "{field}: {found:?}");
    }
}

#[test]
fn components_end_and_stay_small() {
    let nested = |name: &str, inner: &str| {
        component(name, json!({"inner": {"type": "component", "component": inner}}))
    };
    let leaf = || component("a.leaf", json!({"x": {"type": "string"}}));
    let holder = || content_type("post", json!({"top": {"type": "component", "component": "a.c1"}}));
    let chain = |depth: usize| {
        let mut all: Vec<Component> =
            (1..depth).map(|n| nested(&format!("a.c{n}"), &format!("a.c{}", n + 1))).collect();
        all.push(component(&format!("a.c{depth}"), json!({"x": {"type": "string"}})));
        all
    };
    assert_eq!(validate(&model(vec![holder()], chain(5))), []);
    assert_eq!(validate(&model(vec![holder()], chain(6))).len(), 1);
    let cycle = vec![nested("a.c1", "a.c2"), nested("a.c2", "a.c1")];
    assert!(validate(&model(vec![holder()], cycle))[0].to_string().contains("contains itself"));
    // Ten components of a hundred fields, each in a hundred places: few files, a million paths.
    let wide = |inner: &str| {
        let field = |n: usize| (format!("f{n}"), json!({"type": "component", "component": inner}));
        Value::Object((0..100).map(field).collect())
    };
    let bomb = vec![component("a.c1", wide("a.c2")), component("a.c2", wide("a.leaf")), leaf()];
    assert!(validate(&model(vec![holder()], bomb))[0].to_string().contains("more than 5000 fields"));
}

#[test]
fn relations_in_components_go_one_way() {
    let relation = json!({"type": "relation", "relation": "oneToOne", "target": "post", "inversedBy": "x"});
    let part = component("a.part", json!({"post": relation}));
    let errors = validate(&model(vec![content_type("post", json!({}))], vec![part]));
    assert!(errors[0].to_string().contains("go one way"));
}

#[test]
fn routes_and_api_paths_are_checked() {
    let post = |route: &str| ContentType { route: Some(route.to_owned()), ..content_type("post", json!({})) };
    let with_slug = |route: &str| ContentType {
        route: Some(route.to_owned()),
        ..content_type("post", json!({"slug": {"type": "uid"}}))
    };
    for (schema, count) in [
        (with_slug("/blog/{slug}"), 0),
        (post("/blog/{slug}"), 1),
        (with_slug("/blog"), 1),
        (with_slug("/admin/{slug}"), 1),
        (with_slug("blog"), 1),
    ] {
        let route = schema.route.clone();
        assert_eq!(validate(&model(vec![schema], vec![])).len(), count, "{route:?}");
    }
    let at_about = |name: &str| ContentType {
        kind: ContentTypeKind::Single,
        route: Some("/about".to_owned()),
        ..content_type(name, json!({}))
    };
    assert_eq!(validate(&model(vec![at_about("about")], vec![])).len(), 0);
    let both = model(vec![at_about("about"), at_about("contact")], vec![]);
    let problems: Vec<String> = validate(&both).iter().map(ToString::to_string).collect();
    assert!(problems.len() == 1 && problems[0].contains("`/about` is the path of `about`"), "{problems:?}");
    let one = content_type("post", json!({}));
    let other = ContentType { plural: one.plural.clone(), ..content_type("article", json!({})) };
    assert_eq!(validate(&model(vec![one, other], vec![])).len(), 1);
}

#[test]
fn a_type_has_at_most_two_hundred_fields() {
    let fields = |count: usize| {
        Value::Object((0..count).map(|n| (format!("f{n}"), json!({"type": "string"}))).collect())
    };
    assert_eq!(problems(fields(200)), [""; 0]);
    assert_eq!(problems(fields(201)).len(), 1);
}
