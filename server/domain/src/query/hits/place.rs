//! Where an entry stands in an order, as far as that is known.

use std::cmp::Ordering;

use serde_json::Value;

use super::seen::Seen;
use crate::events::RowSide;
use crate::ids::{DocumentId, EntryId};
use crate::query::content_query::{SortDirection, SortKey, SortTarget, SystemField, ValueColumn};
use crate::query::predicate::time_of;
use crate::schema::StoredType;
use crate::text::fold;

/// One sort key of a row. Absent values count as the smallest.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    Unknown,
    Absent,
    /// As it is compared: folded, for what is a text of the entry.
    Text(String),
    Number(f64),
    /// Times and ids.
    Integer(i64),
    Document(DocumentId),
}

impl Key {
    /// The key of a value as documents and answers hold it.
    pub fn of_value(value: Option<&Value>, column: ValueColumn) -> Self {
        let Some(value) = value.filter(|value| !value.is_null()) else { return Self::Absent };
        let key = match column {
            ValueColumn::Text => value.as_str().map(|text| Self::Text(fold(text))),
            ValueColumn::Number => value.as_f64().map(Self::Number),
            ValueColumn::Boolean => value.as_bool().map(|flag| Self::Number(f64::from(u8::from(flag)))),
            ValueColumn::Time => value.as_str().and_then(time_of).map(Self::Integer),
            ValueColumn::Unindexed | ValueColumn::Json => None,
        };
        key.unwrap_or(Self::Unknown)
    }

    /// None when one of them is not known.
    fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => None,
            (Self::Absent, Self::Absent) => Some(Ordering::Equal),
            (Self::Absent, _) => Some(Ordering::Less),
            (_, Self::Absent) => Some(Ordering::Greater),
            (Self::Text(one), Self::Text(other)) => Some(one.cmp(other)),
            (Self::Number(one), Self::Number(other)) => one.partial_cmp(other),
            (Self::Integer(one), Self::Integer(other)) => Some(one.cmp(other)),
            (Self::Document(one), Self::Document(other)) => Some(one.uuid().cmp(&other.uuid())),
            _ => None,
        }
    }
}

/// The sort keys of a row, and its number, which decides between rows of the same keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub keys: Vec<Key>,
    pub entry: Option<EntryId>,
}

impl Place {
    pub(super) fn of_side(sort: &[SortKey], stored: &StoredType, seen: Seen<'_>, side: &RowSide) -> Self {
        let keys = sort.iter().map(|key| key_of(&key.target, stored, seen, side)).collect();
        Self { keys, entry: seen.change.entry }
    }

    /// Whether this place may be at or before `last`.
    pub(super) fn may_reach(&self, last: &Self, sort: &[SortKey]) -> bool {
        for ((one, other), key) in self.keys.iter().zip(&last.keys).zip(sort) {
            match one.order(other).map(|order| directed(order, key.direction)) {
                None | Some(Ordering::Less) => return true,
                Some(Ordering::Greater) => return false,
                Some(Ordering::Equal) => {}
            }
        }
        let (Some(one), Some(other)) = (self.entry, last.entry) else { return true };
        // Ties are broken in the direction of the last key.
        let direction = sort.last().map_or(SortDirection::Ascending, |key| key.direction);
        directed(one.cmp(&other), direction).is_le()
    }
}

const fn directed(order: Ordering, direction: SortDirection) -> Ordering {
    match direction {
        SortDirection::Ascending => order,
        SortDirection::Descending => order.reverse(),
    }
}

fn key_of(target: &SortTarget, stored: &StoredType, seen: Seen<'_>, side: &RowSide) -> Key {
    match target {
        SortTarget::System(SystemField::Id) => {
            seen.change.entry.map_or(Key::Unknown, |id| Key::Integer(id.0))
        }
        SortTarget::System(SystemField::DocumentId) => Key::Document(seen.document),
        SortTarget::System(SystemField::CreatedAt) => Key::Integer(side.created_at),
        SortTarget::System(SystemField::UpdatedAt) => Key::Integer(side.updated_at),
        SortTarget::System(SystemField::PublishedAt) => side.published_at.map_or(Key::Absent, Key::Integer),
        SortTarget::System(SystemField::Locale) => Key::Text(seen.locale.as_str().to_owned()),
        SortTarget::Value { via, path, column } if via.is_empty() && seen.tells_path(stored, *path) => {
            let Some(value) = side.values.iter().find(|value| value.path == *path) else {
                return Key::Absent;
            };
            let key = match column {
                ValueColumn::Text => value.text.as_deref().map(|text| Key::Text(fold(text))),
                ValueColumn::Number | ValueColumn::Boolean => value.number.map(Key::Number),
                ValueColumn::Time => value.time.map(Key::Integer),
                ValueColumn::Unindexed | ValueColumn::Json => None,
            };
            key.unwrap_or(Key::Unknown)
        }
        SortTarget::Value { .. } | SortTarget::RelatedSystem { .. } => Key::Unknown,
    }
}

/// Whether the key of an entry may be another one after the event.
pub(super) fn is_touched(target: &SortTarget, stored: &StoredType, seen: Seen<'_>) -> bool {
    match target {
        SortTarget::System(field) => seen.changes_system(*field),
        SortTarget::Value { via, path, .. } => {
            let own = via.first().map_or(*path, |(relation, _)| *relation);
            seen.changes_path(stored, own)
        }
        SortTarget::RelatedSystem { via, .. } => {
            via.first().is_none_or(|(relation, _)| seen.changes_path(stored, *relation))
        }
    }
}
