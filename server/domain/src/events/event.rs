//! One event.

use serde::{Deserialize, Serialize};

use crate::ids::{DocumentId, EntryId, EntryVersion, FieldId, PathId, RevisionNumber};
use crate::locales::{Locale, Stage};

macro_rules! event_kinds {
    ($($variant:ident = $text:literal,)*) => {
        /// What happened. The text form is stored and stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum EventKind { $($variant,)* }

        impl EventKind {
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            pub fn from_stored(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

event_kinds! {
    DraftTouched = "draft.touched",
    EntryCreated = "entry.created",
    EntrySaved = "entry.saved",
    EntryPublished = "entry.published",
    EntryUnpublished = "entry.unpublished",
    DraftDiscarded = "entry.draft_discarded",
    EntryRestored = "entry.restored",
    EntryTrashed = "entry.trashed",
    EntryUntrashed = "entry.untrashed",
    EntryDeleted = "entry.deleted",
    EntryMoved = "entry.moved",
    EntriesRewritten = "entries.rewritten",
    RoutesChanged = "routes.changed",
    ModelChanged = "model.changed",
    AssetCreated = "asset.created",
    AssetChanged = "asset.changed",
    AssetDeleted = "asset.deleted",
    UserCreated = "user.created",
    UserChanged = "user.changed",
    UserSignedIn = "user.signed_in",
    UserSignedOut = "user.signed_out",
    TokenCreated = "token.created",
    TokenRevoked = "token.revoked",
    SettingsChanged = "settings.changed",
    MenuChanged = "menu.changed",
    PreviewCreated = "preview.created",
    PreviewRevoked = "preview.revoked",
    RedirectCreated = "redirect.created",
    RedirectChanged = "redirect.changed",
    RedirectDeleted = "redirect.deleted",
}

/// One indexed value of an entry, as predicates and sort keys compare it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeafValue {
    pub path: PathId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<i64>,
}

/// A link of an entry: what it leads to, and which field holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedTarget {
    pub path: PathId,
    pub target: DocumentId,
}

/// What lists and conditions see of a row, as it was or as it is. Times are microseconds UTC.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RowSide {
    pub created_at: i64,
    pub updated_at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<i64>,
    /// Of the changed fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<LeafValue>,
    /// Of the changed fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<LinkedTarget>,
}

/// What a change of an entry may mean for lists and pages.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct EntryChange {
    /// The row; it is known from the commit on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
    /// The version that an autosave wrote; the other kinds say more than a version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<EntryVersion>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision_before: Option<RevisionNumber>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision_after: Option<RevisionNumber>,
    /// The top fields whose stored value differs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<FieldId>,
    /// None when nobody could find the row: it did not exist, or was in the trash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<RowSide>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<RowSide>,
    /// Its values are not listed: it matches every predicate of the type.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wide: bool,
}

impl EntryChange {
    /// Bytes of the stored form above which an event is `wide`.
    pub const LIMIT: usize = 64 * 1024;

    /// An autosave says which draft moved, and to which version.
    pub fn touched(version: EntryVersion) -> Self {
        Self { version: Some(version), ..Self::default() }
    }

    /// About how many bytes its values take in memory.
    pub fn weight(&self) -> usize {
        let side = |side: &RowSide| {
            let texts: usize =
                side.values.iter().filter_map(|value| value.text.as_ref()).map(String::len).sum();
            texts + size_of_val(side.values.as_slice()) + size_of_val(side.targets.as_slice())
        };
        self.before.iter().chain(&self.after).map(side).sum()
    }

    /// The same change without its values when they would not fit.
    #[must_use]
    pub fn bounded(self) -> Self {
        let size = serde_json::to_string(&self).map_or(usize::MAX, |text| text.len());
        if size <= Self::LIMIT { self } else { self.widened() }
    }

    /// The same change without its values: whatever could be asked of the row may have changed.
    #[must_use]
    pub fn widened(self) -> Self {
        let bare = |side: RowSide| RowSide { values: Vec::new(), targets: Vec::new(), ..side };
        Self {
            changed: Vec::new(),
            before: self.before.map(bare),
            after: self.after.map(bare),
            wide: true,
            ..self
        }
    }
}

/// What an event is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    Entry {
        document: DocumentId,
        content_type: crate::ids::ContentTypeId,
        locale: Locale,
        stage: Stage,
        change: Box<EntryChange>,
    },
    /// A model, user, token, asset or setting, with a small JSON object that says which and what.
    Other { document: Option<DocumentId>, detail: serde_json::Value },
}

/// One line of the event log, before it has a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub kind: EventKind,
    pub subject: Subject,
}

/// The page of a published entry is at another path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub locale: Locale,
    pub from: String,
    pub to: String,
}

impl Event {
    pub fn moved(document: DocumentId, moved: &Moved) -> Self {
        let Moved { locale, from, to } = moved;
        let detail = serde_json::json!({ "locale": locale, "from": from, "to": to });
        Self { kind: EventKind::EntryMoved, subject: Subject::Other { document: Some(document), detail } }
    }

    /// What moved, when that is what happened.
    pub fn as_moved(&self) -> Option<(DocumentId, Moved)> {
        match (self.kind, &self.subject) {
            (EventKind::EntryMoved, Subject::Other { document: Some(document), detail }) => {
                let moved = Moved::deserialize(detail).ok()?;
                Some((*document, moved))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_is_read_as_it_was_written() {
        let document = "01890000000000000000000001".parse().unwrap();
        let moved = Moved { locale: Locale::none(), from: "/a".to_owned(), to: "/b".to_owned() };
        assert_eq!(Event::moved(document, &moved).as_moved(), Some((document, moved)));
    }
}
