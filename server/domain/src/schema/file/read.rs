//! From a file's JSON to a content type or component.

use serde_json::{Map, Value};

use super::attribute::{Owner, read_attributes};
use super::field_ids::give_ids;
use super::leftover::leftover;
use super::names::RESERVED_PLURALS;
use super::section::{Problems, Section};
use super::write::{typed_component, typed_content_type};
use crate::schema::{Component, ComponentName, ContentType, ContentTypeKind, ModelError, TypeName};

const GALLEY_KEYS: [&str; 5] = ["public", "taxonomy", "route", "group", "layout"];
const ATTRIBUTES: &str = "attributes";

/// Reads a content type. `file` names it in errors; `stored` is the type as it is now, whose fields keep their ids.
pub fn read_content_type(
    file: &str,
    source: &Value,
    stored: Option<&ContentType>,
) -> Result<ContentType, Vec<ModelError>> {
    let mut problems = Problems::of(file);
    let schema = content_type(source, stored, &mut problems);
    problems.or(schema)
}

/// Reads the component `name`.
pub fn read_component(
    file: &str,
    name: &ComponentName,
    source: &Value,
    stored: Option<&Component>,
) -> Result<Component, Vec<ModelError>> {
    let mut problems = Problems::of(file);
    let component = component(name, source, stored, &mut problems);
    problems.or(component)
}

fn content_type(
    source: &Value,
    stored: Option<&ContentType>,
    problems: &mut Problems,
) -> Option<ContentType> {
    let root = root(source, problems)?;
    let kind = match root.text("kind", problems) {
        Some("collectionType") => Some(ContentTypeKind::Collection),
        Some("singleType") => Some(ContentTypeKind::Single),
        _ => {
            problems.add("kind", "must be `collectionType` or `singleType`");
            None
        }
    };
    let info = root.section("info", problems);
    let singular = type_name(&info, "singularName", problems);
    let plural = type_name(&info, "pluralName", problems);
    check_names(singular.as_ref(), plural.as_ref(), problems);
    let display_name = display_name(&info, problems);
    let description = info.text("description", problems).unwrap_or_default().to_owned();
    let galley = root.galley(&GALLEY_KEYS, problems);
    let public = galley.truth("public", problems).unwrap_or(false);
    let taxonomy = galley.truth("taxonomy", problems).unwrap_or(false);
    let route = galley.text("route", problems).map(str::to_owned);
    let localized = root.localized(problems);
    let owner = if localized { Owner::LocalizedType } else { Owner::Other };
    let read = read_attributes(&root, owner, problems);
    let fields = give_ids(read, stored.map_or(&[], |stored| &stored.fields), problems);
    let mut schema = ContentType {
        kind: kind?,
        singular: singular?,
        plural: plural?,
        display_name: display_name?,
        description,
        public,
        taxonomy,
        localized,
        route,
        fields,
        extra: Map::new(),
    };
    schema.extra = leftover(&without_attributes(root.members), &typed_content_type(&schema));
    Some(schema)
}

fn component(
    name: &ComponentName,
    source: &Value,
    stored: Option<&Component>,
    problems: &mut Problems,
) -> Option<Component> {
    let root = root(source, problems)?;
    let info = root.section("info", problems);
    let display_name = display_name(&info, problems);
    root.galley(&["group", "layout"], problems);
    let read = read_attributes(&root, Owner::Other, problems);
    let fields = give_ids(read, stored.map_or(&[], |stored| &stored.fields), problems);
    let mut component =
        Component { name: name.clone(), display_name: display_name?, fields, extra: Map::new() };
    component.extra = leftover(&without_attributes(root.members), &typed_component(&component));
    Some(component)
}

fn root<'a>(source: &'a Value, problems: &mut Problems) -> Option<Section<'a>> {
    let members = source.as_object();
    if members.is_none() {
        problems.add("", "must be a JSON object");
    }
    members.map(|members| Section { members, place: String::new() })
}

fn type_name(info: &Section<'_>, key: &str, problems: &mut Problems) -> Option<TypeName> {
    let name = info.text(key, problems).and_then(|name| name.parse().ok());
    if name.is_none() {
        let problem = "must be lower-case letters, digits, `-` and `_`, begin with a letter, at most 64";
        problems.add(&info.place_of(key), problem);
    }
    name
}

fn display_name(info: &Section<'_>, problems: &mut Problems) -> Option<String> {
    let name = info.text("displayName", problems).filter(|name| !name.trim().is_empty());
    if name.is_none() {
        problems.add(&info.place_of("displayName"), "must be a name to show");
    }
    name.map(str::to_owned)
}

fn check_names(singular: Option<&TypeName>, plural: Option<&TypeName>, problems: &mut Problems) {
    for (name, place) in [(singular, "info.singularName"), (plural, "info.pluralName")] {
        if let Some(name) = name.filter(|name| RESERVED_PLURALS.contains(&name.as_str())) {
            problems.add(place, format!("the name `{name}` is reserved"));
        }
    }
}

fn without_attributes(file: &Map<String, Value>) -> Map<String, Value> {
    file.iter()
        .filter(|(key, _)| *key != ATTRIBUTES)
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}
