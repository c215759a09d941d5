//! What an event means to answers.

use galley_domain::events::{ChangedModel, Event, EventKind, RoutesChange, Subject};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::query::hits::Seen;
use galley_domain::settings::SettingParts;
use serde_json::Value;

use super::background::Change;
use super::dependency::Key;

/// An event, reduced to what it may hit.
#[derive(Debug)]
pub(super) enum Happened {
    /// Readers cannot notice it.
    Nothing,
    /// Every answer may be another one.
    Everything,
    /// Something that is behind many answers.
    Behind(Change),
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
            EventKind::SettingsChanged => match settings_of(event) {
                SettingParts::NONE => Self::Nothing,
                parts => Self::Behind(Change::Settings(parts)),
            },
            EventKind::MenuChanged => Self::of_menu(&event.subject),
            // Rewritten entries say the same, and are found by what they say now.
            EventKind::ModelChanged | EventKind::EntriesRewritten => Self::of_model(&event.subject),
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

    fn of_menu(subject: &Subject) -> Self {
        let text = |name: &str| match subject {
            Subject::Other { detail, .. } => detail.get(name).and_then(Value::as_str),
            Subject::Entry { .. } => None,
        };
        match (text("menu"), text("locale")) {
            (Some(name), Some(locale)) => {
                let locale = Locale::from_stored(locale.to_owned());
                Self::Behind(Change::Menu { name: name.to_owned(), locale })
            }
            _ => Self::Everything,
        }
    }

    fn of_model(subject: &Subject) -> Self {
        let changed = match subject {
            Subject::Other { detail, .. } => ChangedModel::of_detail(detail),
            Subject::Entry { .. } => None,
        };
        match changed {
            Some(ChangedModel { types: _, ids, outline }) => {
                Self::Behind(Change::Model { types: ids, outline })
            }
            None => Self::Everything,
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
            Self::Behind(change) => ALONE + change.weight(),
            Self::Routes(change) => {
                let paths: usize = change.paths.iter().map(|path| path.len() + 24).sum();
                ALONE + paths + 16 * change.documents.len()
            }
            Self::Entry(event) => ALONE + Seen::of(event).map_or(0, |seen| seen.change.weight()),
        }
    }

    /// Under which keys the index has what this may hit; none: every answer has to be asked.
    pub(super) fn keys(&self) -> Option<Vec<Key>> {
        match self {
            Self::Nothing => Some(Vec::new()),
            Self::Everything | Self::Behind(_) => None,
            Self::Entry(event) => Some(Seen::of(event).map_or_else(Vec::new, |seen| {
                vec![Key::Document(seen.document), Key::Type(seen.content_type), Key::Pages]
            })),
            Self::Asset(document) => Some(vec![Key::Document(*document)]),
            Self::Routes(change) => {
                let paths = change.paths.iter().map(|path| Key::path(path));
                let documents = change.documents.iter().map(|document| Key::Document(*document));
                Some(paths.chain(documents).chain([Key::Pages]).collect())
            }
        }
    }
}

/// Whether the model that this node knows may be another one from this event on.
pub(crate) fn moves_model(event: &Event) -> bool {
    match event.kind {
        EventKind::ModelChanged => true,
        EventKind::SettingsChanged => settings_of(event).meets(SettingParts::OF_MODEL),
        _ => false,
    }
}

/// The settings that an event says have changed.
fn settings_of(event: &Event) -> SettingParts {
    match &event.subject {
        Subject::Other { detail, .. } => SettingParts::changed_in(detail),
        Subject::Entry { .. } => SettingParts::ALL,
    }
}
