//! From a question and its answer to what that answer depends on.

use std::collections::BTreeSet;
use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::query::hits::{Crossed, Key, Place, RecordedList, crossings};
use galley_domain::query::{
    ContentQuery, Expected, FieldSelection, PopulateKind, Predicate, Selection, SortKey, SortTarget,
    SystemField, ValueColumn,
};
use galley_domain::schema::StoredType;
use galley_store::query::{Answer, Content, EntryRow, Leaf};
use serde_json::{Map, Value};

use super::dependency::Dependency;

/// The lists and the crossed types of a question. `filter` is its condition as lists remember it.
pub(super) fn questions(query: &ContentQuery, filter: Option<Predicate>, answer: &Answer) -> Vec<Dependency> {
    let shown = || Arc::new(answer.entries().map(|row| row.document).collect::<BTreeSet<_>>());
    let mut found: Vec<Dependency> =
        crossings(query, &shown).into_iter().map(|crossed| Dependency::Crossed(Box::new(crossed))).collect();
    match query.expected {
        Expected::List => found.push(Dependency::List(Box::new(list(query, filter, answer)))),
        // Which document is the single's is found by its type.
        Expected::Single => found.push(Dependency::Crossed(Box::new(Crossed::any_of(&query.target)))),
        Expected::Document(_) => {}
    }
    found
}

/// Visits every type whose fields and rights the question looked at; one may come more than once.
pub(super) fn types(query: &ContentQuery, visit: &mut dyn FnMut(&StoredType)) {
    visit(&query.target);
    of_filter(query.filter.as_ref(), visit);
    of_sort(&query.sort, visit);
    of_selection(&query.selection, visit);
}

fn of_filter(filter: Option<&Predicate>, visit: &mut dyn FnMut(&StoredType)) {
    match filter {
        None
        | Some(
            Predicate::System { .. }
            | Predicate::Value { .. }
            | Predicate::HasAsset { .. }
            | Predicate::Decided(_),
        ) => {}
        Some(Predicate::All(parts) | Predicate::Any(parts)) => {
            for part in parts {
                of_filter(Some(part), visit);
            }
        }
        Some(Predicate::Not(inner) | Predicate::Instance { inner, .. }) => of_filter(Some(inner), visit),
        Some(Predicate::Related { target, inner, .. }) => {
            visit(target);
            of_filter(Some(inner), visit);
        }
    }
}

fn of_sort(sort: &[SortKey], visit: &mut dyn FnMut(&StoredType)) {
    for key in sort {
        match &key.target {
            SortTarget::System(_) => {}
            SortTarget::Value { via, .. } | SortTarget::RelatedSystem { via, .. } => {
                for (_, target) in via {
                    visit(target);
                }
            }
        }
    }
}

fn of_selection(selection: &Selection, visit: &mut dyn FnMut(&StoredType)) {
    for populate in &selection.populate {
        match &populate.kind {
            PopulateKind::Related(related) => {
                visit(&related.target);
                of_filter(related.filter.as_ref(), visit);
                of_sort(&related.sort, visit);
                of_selection(&related.selection, visit);
            }
            PopulateKind::Assets(_) => {}
            PopulateKind::Component { of, .. } => of_selection(&of.selection, visit),
            PopulateKind::Blocks { of } => {
                for one in of {
                    of_selection(&one.selection, visit);
                }
            }
        }
    }
}

/// The document that was asked for and is not there.
pub(super) fn missing(query: &ContentQuery, answer: &Answer) -> Option<DocumentId> {
    match query.expected {
        Expected::Document(document) if answer.top.is_empty() => Some(document),
        Expected::Document(_) | Expected::List | Expected::Single => None,
    }
}

fn list(query: &ContentQuery, filter: Option<Predicate>, answer: &Answer) -> RecordedList {
    RecordedList {
        target: Arc::clone(&query.target),
        locale: query.locale.clone(),
        filter: filter.unwrap_or_else(Predicate::everything),
        sort: query.sort.clone(),
        last: last(query, answer),
        counts: query.page.with_total,
    }
}

/// The place of the last row when the page is full: what comes after it is not shown.
fn last(query: &ContentQuery, answer: &Answer) -> Option<Place> {
    let rows = u64::try_from(answer.top.len()).unwrap_or(u64::MAX);
    let index = answer.top.last().filter(|_| rows >= query.page.limit)?;
    let row = &answer.node(*index).row;
    let served = Served::of(query, row);
    let keys = query.sort.iter().map(|key| match &key.target {
        SortTarget::System(field) => system_key(query, row, *field),
        SortTarget::Value { via, path, column } if via.is_empty() => served.key(*path, *column),
        SortTarget::Value { .. } | SortTarget::RelatedSystem { .. } => Key::Unknown,
    });
    Some(Place { keys: keys.collect(), entry: Some(row.id) })
}

fn system_key(query: &ContentQuery, row: &EntryRow, field: SystemField) -> Key {
    match field {
        SystemField::Id => Key::Integer(row.id.0),
        SystemField::DocumentId => Key::Document(row.document),
        SystemField::Locale => Key::Text(row.locale.as_str().to_owned()),
        // A row has its times only when the answer shows one of them.
        _ if !has_times(&query.selection.fields) => Key::Unknown,
        SystemField::CreatedAt => Key::Integer(row.created_at),
        SystemField::UpdatedAt => Key::Integer(row.updated_at),
        SystemField::PublishedAt => row.published_at.map_or(Key::Absent, Key::Integer),
    }
}

fn has_times(fields: &FieldSelection) -> bool {
    match fields {
        FieldSelection::Served => true,
        FieldSelection::Named { system, .. } => system.iter().any(|field| {
            matches!(field, SystemField::CreatedAt | SystemField::UpdatedAt | SystemField::PublishedAt)
        }),
    }
}

/// The fields of the last row, read only when it is sorted by one of them.
struct Served<'a> {
    query: &'a ContentQuery,
    row: &'a EntryRow,
    members: Option<Map<String, Value>>,
}

impl<'a> Served<'a> {
    fn of(query: &'a ContentQuery, row: &'a EntryRow) -> Self {
        let is_needed = query.sort.iter().any(|key| matches!(key.target, SortTarget::Value { .. }));
        let members = match &row.content {
            Content::Served(members) if is_needed => serde_json::from_str(&format!("{{{members}}}")).ok(),
            Content::Served(_) | Content::Leaves(_) | Content::Data(_) => None,
        };
        Self { query, row, members }
    }

    fn key(&self, path: galley_domain::ids::PathId, column: ValueColumn) -> Key {
        let stored = &self.query.target;
        let Some(chain) = stored.paths.chain(path).filter(|chain| chain.0.len() == 1) else {
            return Key::Unknown;
        };
        let field =
            chain.0.first().and_then(|step| stored.schema.fields.iter().find(|field| field.id == step.field));
        let Some(field) = field else { return Key::Unknown };
        match (&self.row.content, &self.query.selection.fields, &self.members) {
            // A private field is not among those that are served.
            (Content::Served(_), _, Some(members)) if self.query.selection.readable.contains(&field.name) => {
                Key::of_value(members.get(&field.name), column)
            }
            (Content::Leaves(leaves), FieldSelection::Named { fields, .. }, _) => {
                match fields.iter().position(|name| *name == field.name).and_then(|at| leaves.get(at)) {
                    Some(leaf) => Key::of_value(leaf.as_ref().map(value).as_ref(), column),
                    None => Key::Unknown,
                }
            }
            _ => Key::Unknown,
        }
    }
}

fn value(leaf: &Leaf) -> Value {
    match leaf {
        Leaf::Text(text) => Value::from(text.as_str()),
        Leaf::Integer(number) => Value::from(*number),
        Leaf::Boolean(flag) => Value::from(*flag),
    }
}
