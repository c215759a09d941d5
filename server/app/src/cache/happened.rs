//! What an event means to answers.

use galley_domain::events::{Event, EventKind, RoutesChange, Subject};
use galley_domain::ids::DocumentId;
use galley_domain::query::hits::Seen;

use super::dependency::Key;

/// An event, reduced to what it may hit.
#[derive(Debug)]
pub(super) enum Happened {
    /// Readers cannot notice it.
    Nothing,
    /// Every answer may be another one.
    Everything,
    /// A published entry.
    Entry(Event),
    Asset(DocumentId),
    Routes(RoutesChange),
}

impl Happened {
    pub(super) fn of(event: &Event) -> Self {
        match event.kind {
            EventKind::UserCreated
            | EventKind::UserChanged
            | EventKind::UserSignedIn
            | EventKind::UserSignedOut
            | EventKind::TokenCreated
            | EventKind::TokenRevoked
            // A preview is kept nowhere.
            | EventKind::PreviewCreated
            | EventKind::PreviewRevoked
            // The paths are told by an event of their own.
            | EventKind::EntryMoved
            | EventKind::RedirectCreated
            | EventKind::RedirectChanged
            | EventKind::RedirectDeleted => Self::Nothing,
            // What every type, path and page is made with, and what everything is found by.
            EventKind::ModelChanged
            | EventKind::SettingsChanged
            // Every page shows its menus.
            | EventKind::MenuChanged
            | EventKind::EntriesRewritten => Self::Everything,
            EventKind::AssetCreated | EventKind::AssetChanged | EventKind::AssetDeleted => {
                match &event.subject {
                    Subject::Other { document: Some(document), .. } => Self::Asset(*document),
                    Subject::Other { document: None, .. } | Subject::Entry { .. } => Self::Everything,
                }
            }
            EventKind::RoutesChanged => Self::of_routes(&event.subject),
            EventKind::DraftTouched
            | EventKind::EntryCreated
            | EventKind::EntrySaved
            | EventKind::EntryPublished
            | EventKind::EntryUnpublished
            | EventKind::DraftDiscarded
            | EventKind::EntryRestored
            | EventKind::EntryTrashed
            | EventKind::EntryUntrashed
            | EventKind::EntryDeleted => match Seen::of(event) {
                Some(_) => Self::Entry(event.clone()),
                None => Self::Nothing,
            },
        }
    }

    fn of_routes(subject: &Subject) -> Self {
        match subject {
            Subject::Other { detail, .. } => match RoutesChange::of_detail(detail) {
                RoutesChange { wide: true, .. } => Self::Everything,
                change => Self::Routes(change),
            },
            Subject::Entry { .. } => Self::Everything,
        }
    }

    /// About how many bytes it takes to remember it.
    pub(super) fn weight(&self) -> usize {
        const ALONE: usize = 512;
        match self {
            Self::Nothing | Self::Everything | Self::Asset(_) => ALONE,
            Self::Routes(change) => {
                let paths: usize = change.paths.iter().map(|path| path.len() + 24).sum();
                ALONE + paths + 16 * change.documents.len()
            }
            Self::Entry(event) => ALONE + Seen::of(event).map_or(0, |seen| seen.change.weight()),
        }
    }

    /// Whether the model that answers are made with may be another one from here on.
    pub(super) const fn moves_model(kind: EventKind) -> bool {
        matches!(kind, EventKind::ModelChanged | EventKind::SettingsChanged)
    }

    /// Under which keys the index has what this may hit; none: under all.
    pub(super) fn keys(&self) -> Option<Vec<Key>> {
        match self {
            Self::Nothing => Some(Vec::new()),
            Self::Everything => None,
            Self::Entry(event) => Some(Seen::of(event).map_or_else(Vec::new, |seen| {
                vec![Key::Document(seen.document), Key::Type(seen.content_type)]
            })),
            Self::Asset(document) => Some(vec![Key::Document(*document)]),
            Self::Routes(change) => {
                let paths = change.paths.iter().map(|path| Key::path(path));
                let documents = change.documents.iter().map(|document| Key::Document(*document));
                Some(paths.chain(documents).collect())
            }
        }
    }
}
