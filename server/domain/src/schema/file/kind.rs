//! The kind of an attribute: Strapi's `type` with the keys that belong to it.

use super::names::read_target;
use super::section::{Problems, Section};
use crate::schema::{Cardinality, FieldKind};

/// Reads the kind; every wrong key is added to `problems`.
pub(super) fn read_kind(
    attribute: &Section<'_>,
    galley: &Section<'_>,
    problems: &mut Problems,
) -> Option<FieldKind> {
    let Some(given) = attribute.text("type", problems) else {
        if attribute.value("type").is_none() {
            problems.add(&attribute.place_of("type"), "is missing");
        }
        return None;
    };
    let url = match galley.text("kind", problems) {
        None => false,
        Some("url") if given == "string" => true,
        Some(_) => {
            problems.add(&galley.place_of("kind"), "must be `url`, on an attribute of type `string`");
            return None;
        }
    };
    match given {
        "string" if url => Some(FieldKind::Url),
        "string" => Some(FieldKind::Text),
        "text" => Some(FieldKind::LongText),
        "richtext" => Some(FieldKind::Markdown),
        "integer" | "biginteger" => Some(FieldKind::Integer),
        "float" | "decimal" => Some(FieldKind::Decimal),
        "boolean" => Some(FieldKind::Boolean),
        "date" => Some(FieldKind::Date),
        "datetime" => Some(FieldKind::DateTime),
        "email" => Some(FieldKind::Email),
        "url" => Some(FieldKind::Url),
        "json" => Some(FieldKind::Json),
        "uid" => Some(FieldKind::Slug { from: attribute.text("targetField", problems).map(str::to_owned) }),
        "enumeration" => read_enumeration(attribute, galley, problems),
        "media" => Some(read_media(attribute, problems)),
        "relation" => read_relation(attribute, problems),
        "component" => read_component(attribute, problems),
        "dynamiczone" => read_blocks(attribute, problems),
        other => {
            problems.add(&attribute.place_of("type"), refusal(other));
            None
        }
    }
}

fn refusal(given: &str) -> String {
    match given {
        "time" => "`time` is not supported: use `string`, or `datetime` for an instant".to_owned(),
        "timestamp" => "`timestamp` is not supported: use `datetime`".to_owned(),
        "blocks" => "`blocks`, Strapi's rich text editor, is not supported: use `richtext`".to_owned(),
        "password" => "`password` is not supported: content never holds secrets".to_owned(),
        other => format!("`{other}` is not a type of attribute"),
    }
}

fn cardinality(many: bool) -> Cardinality {
    if many { Cardinality::Many } else { Cardinality::One }
}

fn read_enumeration(
    attribute: &Section<'_>,
    galley: &Section<'_>,
    problems: &mut Problems,
) -> Option<FieldKind> {
    if attribute.value("enum").is_none() {
        problems.add(&attribute.place_of("enum"), "is missing");
    }
    let values = attribute.texts("enum", problems)?;
    let many = galley.truth("multiple", problems).unwrap_or(false);
    Some(FieldKind::Enumeration { values, cardinality: cardinality(many) })
}

fn read_media(attribute: &Section<'_>, problems: &mut Problems) -> FieldKind {
    let many = attribute.truth("multiple", problems).unwrap_or(false);
    let allowed = attribute.texts("allowedTypes", problems).unwrap_or_default();
    FieldKind::Media { cardinality: cardinality(many), allowed }
}

/// The cardinality of this side of `oneToOne`, `oneToMany`, `manyToOne` and `manyToMany`.
pub(super) fn relation_cardinality(relation: &str) -> Option<Cardinality> {
    match relation {
        "oneToOne" | "manyToOne" => Some(Cardinality::One),
        "oneToMany" | "manyToMany" => Some(Cardinality::Many),
        _ => None,
    }
}

fn read_relation(attribute: &Section<'_>, problems: &mut Problems) -> Option<FieldKind> {
    let cardinality = attribute.text("relation", problems).and_then(relation_cardinality);
    if cardinality.is_none() {
        problems.add(
            &attribute.place_of("relation"),
            "must be `oneToOne`, `oneToMany`, `manyToOne` or `manyToMany`",
        );
    }
    let target = attribute.text("target", problems).and_then(read_target);
    if target.is_none() {
        problems.add(&attribute.place_of("target"), "must name a content type, such as `api::post.post`");
    }
    let inverse = attribute.text("inversedBy", problems);
    let mapped_by = attribute.text("mappedBy", problems);
    let (cardinality, target) = (cardinality?, target?);
    match (inverse, mapped_by) {
        (Some(_), Some(_)) => {
            problems
                .add(&attribute.place, "has both `inversedBy` and `mappedBy`: a side is one or the other");
            None
        }
        (inverse, None) => {
            Some(FieldKind::Relation { target, cardinality, inverse: inverse.map(str::to_owned) })
        }
        (None, Some(mapped_by)) => {
            Some(FieldKind::InverseRelation { target, cardinality, mapped_by: mapped_by.to_owned() })
        }
    }
}

fn read_component(attribute: &Section<'_>, problems: &mut Problems) -> Option<FieldKind> {
    let component = attribute.text("component", problems).and_then(|name| name.parse().ok());
    if component.is_none() {
        problems.add(&attribute.place_of("component"), "must name a component, such as `shared.seo`");
    }
    let many = attribute.truth("repeatable", problems).unwrap_or(false);
    Some(FieldKind::Component { component: component?, cardinality: cardinality(many) })
}

fn read_blocks(attribute: &Section<'_>, problems: &mut Problems) -> Option<FieldKind> {
    if attribute.value("components").is_none() {
        problems.add(&attribute.place_of("components"), "is missing");
    }
    let names = attribute.texts("components", problems)?;
    let components: Result<Vec<_>, _> = names.iter().map(|name| name.parse()).collect();
    match components {
        Ok(components) => Some(FieldKind::Blocks { components }),
        Err(error) => {
            problems.add(&attribute.place_of("components"), error.to_string());
            None
        }
    }
}
