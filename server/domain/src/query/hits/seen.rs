//! A change of a published entry, as lists see it.

use crate::events::{EntryChange, Event, RowSide, Subject};
use crate::ids::{ContentTypeId, DocumentId, FieldId, PathId};
use crate::locales::{Locale, Stage};
use crate::query::content_query::SystemField;
use crate::schema::StoredType;

/// What readers may notice of an event.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub document: DocumentId,
    pub content_type: ContentTypeId,
    pub locale: &'a Locale,
    pub change: &'a EntryChange,
}

impl<'a> Seen<'a> {
    /// None for what concerns no published entry.
    pub fn of(event: &'a Event) -> Option<Self> {
        match &event.subject {
            Subject::Entry { document, content_type, locale, stage: Stage::Published, change } => {
                Some(Self { document: *document, content_type: *content_type, locale, change })
            }
            Subject::Entry { stage: Stage::Draft, .. } | Subject::Other { .. } => None,
        }
    }

    pub(super) const fn before(self) -> Option<&'a RowSide> {
        self.change.before.as_ref()
    }

    pub(super) const fn after(self) -> Option<&'a RowSide> {
        self.change.after.as_ref()
    }

    /// Whether both sides are there and say what differs between them.
    const fn compares(self) -> bool {
        self.change.before.is_some() && self.change.after.is_some() && !self.change.wide
    }

    /// Whether a field of the entry may say something else than before.
    pub(super) fn changes_field(self, field: Option<FieldId>) -> bool {
        !self.compares() || field.is_none_or(|field| self.change.changed.contains(&field))
    }

    pub(super) fn changes_path(self, stored: &StoredType, path: PathId) -> bool {
        self.changes_field(stored.paths.top_field(path))
    }

    /// Whether the sides say what the entry holds at a path.
    pub(super) fn tells_path(self, stored: &StoredType, path: PathId) -> bool {
        !self.change.wide && self.changes_path(stored, path)
    }

    pub(super) fn changes_system(self, field: SystemField) -> bool {
        let (Some(before), Some(after)) = (self.before(), self.after()) else { return true };
        match field {
            SystemField::Id | SystemField::DocumentId | SystemField::Locale => false,
            SystemField::CreatedAt => before.created_at != after.created_at,
            SystemField::UpdatedAt => before.updated_at != after.updated_at,
            SystemField::PublishedAt => before.published_at != after.published_at,
        }
    }
}
