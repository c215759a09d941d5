//! From the changed copy to the list of writes and events.

use std::collections::BTreeSet;

use galley_domain::events::{EntryChange, Event, EventKind, LeafValue, LinkedTarget, RowSide, Subject};
use galley_domain::ids::{FieldId, PathId};
use galley_domain::locales::Stage;
use galley_domain::routes::body_field;
use galley_domain::schema::ContentTypeKind;
use galley_domain::values::{self, Derived, LinkTarget};
use serde_json::{Map, Value};

use super::Working;
use crate::commit::{Changes, DocumentWrite, RowDerived, RowKey, RowWrite};
use crate::entries::row::Row;

/// The stored form of a document.
pub(super) fn canonical(data: &Map<String, Value>) -> String {
    // A map of JSON values always has a text form: its keys are strings and its numbers are finite.
    serde_json::to_string(data).unwrap_or_default()
}

pub(super) fn changes(working: Working<'_>) -> Option<Changes> {
    let mut rows = Vec::new();
    let mut events = Vec::new();
    let keys: BTreeSet<RowKey> = working.rows.keys().chain(working.loaded.rows.keys()).cloned().collect();
    let mut removed_rows = Vec::new();
    for key in keys {
        let before = working.loaded.rows.get(&key);
        let after = working.rows.get(&key);
        let before_derived = before.filter(|row| row.trashed_at.is_none()).map(|row| derived(&working, row));
        let after_derived = after.filter(|row| row.trashed_at.is_none()).map(|row| derived(&working, row));
        let kinds = working.happened.iter().filter(|(_, happened)| *happened == key).map(|(kind, _)| *kind);
        for kind in kinds {
            let sides = [(before, before_derived.as_ref()), (after, after_derived.as_ref())];
            events.push(event(&working, kind, &key, sides));
        }
        match (before, after) {
            (_, Some(after)) => {
                if before != Some(after) || working.touched.contains(&key) {
                    rows.push(row_write(&working, &key, before, after, after_derived));
                }
            }
            (Some(_), None) => removed_rows.push(key),
            (None, None) => {}
        }
    }
    let nothing = rows.is_empty() && removed_rows.is_empty() && events.is_empty() && working.import.is_none();
    let comes = matches!(working.document_write, DocumentWrite::Create | DocumentWrite::Untrash);
    let comes_to_single = comes && working.loaded.stored.schema.kind == ContentTypeKind::Single;
    (!nothing).then(|| Changes {
        document: working.loaded.document,
        content_type: working.loaded.stored.id,
        planned_on: working.loaded.planned_on(),
        document_write: working.document_write,
        next_component: working.next_component,
        rows,
        removed_rows,
        revisions: working.revisions,
        closed_sessions: working.closed_sessions,
        routes: working.routes,
        left: working.left,
        comes_to_single,
        events,
        import: working.import,
    })
}

fn derived(working: &Working<'_>, row: &Row) -> Derived {
    let references = |markdown: &str| {
        let found = galley_render::markdown::references(markdown);
        (found.assets, found.documents)
    };
    values::derive(&working.loaded.stored, &working.loaded.model, &row.data, &references)
}

fn row_write(
    working: &Working<'_>,
    key: &RowKey,
    before: Option<&Row>,
    after: &Row,
    derived: Option<Derived>,
) -> RowWrite {
    // What an older version derived is not what today's does, whether or not the data changed.
    let same = !working.loaded.stale.contains(key)
        && before.is_some_and(|before| before.data == after.data && before.trashed_at == after.trashed_at);
    RowWrite {
        key: key.clone(),
        version: after.version,
        revision: after.revision,
        data: canonical(&after.data),
        served: values::served(&working.loaded.stored.schema, &after.data),
        slug: after.slug.clone(),
        published_at: after.published_at,
        first_published_at: after.first_published_at,
        created_at: after.created_at,
        updated_at: after.updated_at,
        created_by: after.created_by,
        updated_by: after.updated_by,
        trashed_at: after.trashed_at,
        body: body(working, key, after),
        derived: match derived {
            Some(_) if same => RowDerived::Unchanged,
            Some(derived) => RowDerived::Replace(derived),
            None => RowDerived::Trashed,
        },
    }
}

/// What readers will see of a row as its text.
fn body(working: &Working<'_>, key: &RowKey, row: &Row) -> Option<String> {
    if key.stage != Stage::Published || row.trashed_at.is_some() {
        return None;
    }
    let field = body_field(&working.loaded.stored.schema)?;
    // One without a text shows nothing, which is noted as well.
    Some(row.data.get(&field.name).and_then(Value::as_str).unwrap_or_default().to_owned())
}

type Side<'a> = (Option<&'a Row>, Option<&'a Derived>);

fn event(working: &Working<'_>, kind: EventKind, key: &RowKey, [before, after]: [Side<'_>; 2]) -> Event {
    let change = if kind == EventKind::DraftTouched {
        after.0.map_or_else(EntryChange::default, |row| EntryChange::touched(row.version))
    } else {
        // What is in the trash cannot be found, so all of it comes or goes.
        let changed = changed_fields(working, found(before), found(after));
        let change = EntryChange {
            entry: None,
            version: None,
            revision_before: before.0.and_then(|row| row.revision),
            revision_after: after.0.and_then(|row| row.revision),
            before: row_side(working, before, &changed),
            after: row_side(working, after, &changed),
            changed,
            wide: false,
        };
        // What an older version of the type left beside the row is not what is derived from it today.
        if working.loaded.stale.contains(key) { change.widened() } else { change.bounded() }
    };
    Event {
        kind,
        subject: Subject::Entry {
            document: working.loaded.document,
            content_type: working.loaded.stored.id,
            locale: key.locale.clone(),
            stage: key.stage,
            change: Box::new(change),
        },
    }
}

fn found((row, derived): Side<'_>) -> Option<&Row> {
    row.filter(|_| derived.is_some())
}

fn changed_fields(working: &Working<'_>, before: Option<&Row>, after: Option<&Row>) -> Vec<FieldId> {
    let value = |row: Option<&Row>, name: &str| {
        row.and_then(|row| row.data.get(name)).filter(|value| !value.is_null()).cloned()
    };
    let fields = working.loaded.stored.schema.fields.iter();
    fields
        .filter(|field| value(before, &field.name) != value(after, &field.name))
        .map(|field| field.id)
        .collect()
}

/// A row that can be found, with the values and links of its changed fields.
fn row_side(working: &Working<'_>, (row, derived): Side<'_>, changed: &[FieldId]) -> Option<RowSide> {
    let (row, derived) = row.zip(derived)?;
    let is_changed = |path: PathId| {
        let field = working.loaded.stored.paths.top_field(path);
        field.is_none_or(|field| changed.contains(&field))
    };
    let values = derived.values.iter().filter(|value| is_changed(value.path));
    let links = derived.links.iter().filter(|link| is_changed(link.path));
    Some(RowSide {
        created_at: row.created_at,
        updated_at: row.updated_at,
        published_at: row.published_at,
        values: values.map(leaf_value).collect(),
        targets: links.map(linked_target).collect(),
    })
}

fn leaf_value(value: &values::FieldValue) -> LeafValue {
    LeafValue { path: value.path, text: value.text.clone(), number: value.number, time: value.time }
}

fn linked_target(link: &values::Link) -> LinkedTarget {
    let target = match link.target {
        LinkTarget::Document(document) | LinkTarget::Asset(document) => document,
    };
    LinkedTarget { path: link.path, target }
}
