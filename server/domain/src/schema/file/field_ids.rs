//! Stable ids of fields: kept from the file, matched by name with the stored schema, or given.

use std::collections::BTreeMap;

use super::attribute::ReadField;
use super::section::Problems;
use crate::ids::FieldId;
use crate::schema::Field;

/// The fields with their ids, in the order of the file.
///
/// An id that would mean two fields is a problem that names both.
pub(super) fn give_ids(read: Vec<ReadField>, stored: &[Field], problems: &mut Problems) -> Vec<Field> {
    let mut names: BTreeMap<FieldId, String> = BTreeMap::new();
    let mut take = |id: FieldId, name: &str| {
        if let Some(other) = names.insert(id, name.to_owned()) {
            problems.add(
                &format!("attributes.{name}.galley.id"),
                format!("the id {id} means two fields: `{other}` and `{name}`"),
            );
        }
    };
    for ReadField { id, field } in &read {
        if let Some(id) = id {
            take(*id, &field.name);
        }
    }
    let stored_id = |name: &str| stored.iter().find(|field| field.name == name).map(|field| field.id);
    let known: Vec<Option<FieldId>> =
        read.iter().map(|ReadField { id, field }| id.or_else(|| stored_id(&field.name))).collect();
    for (ReadField { id, field }, known) in read.iter().zip(&known) {
        if let (None, Some(matched)) = (id, known) {
            take(*matched, &field.name);
        }
    }
    let highest = stored.iter().map(|field| field.id).chain(known.iter().copied().flatten()).max();
    let mut next = highest.map_or(1, |highest| highest.0.saturating_add(1));
    read.into_iter()
        .zip(known)
        .map(|(ReadField { field, .. }, known)| {
            let id = known.unwrap_or_else(|| {
                next += 1;
                FieldId(next - 1)
            });
            Field { id, ..field }
        })
        .collect()
}
