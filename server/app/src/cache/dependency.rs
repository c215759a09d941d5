//! One thing that an answer was made from.

use galley_domain::ids::{ContentTypeId, DocumentId};
use galley_domain::locales::Locale;
use galley_domain::query::hits::{Crossed, RecordedList, RecordedPages, Seen};
use galley_domain::routes::path_key;

use super::happened::Happened;

#[derive(Debug, Clone)]
pub(crate) enum Dependency {
    /// An entry or asset that is shown, or is not there; and where its page is.
    Document {
        document: DocumentId,
        locales: Locales,
    },
    List(Box<RecordedList>),
    Crossed(Box<Crossed>),
    /// What is at a path, or that nothing is.
    Path(Key),
    /// All pages, as the sitemap lists them.
    Pages(RecordedPages),
}

/// In which locales an entry was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Locales {
    /// In none of them: only the address of its page.
    Address,
    One(Locale),
    Any,
}

/// By what the index finds dependencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Document(DocumentId),
    Type(ContentTypeId),
    Path([u8; 32]),
    Pages,
}

impl Key {
    pub(super) fn path(path: &str) -> Self {
        Self::Path(path_key(path))
    }
}

impl Dependency {
    pub(super) fn key(&self) -> Key {
        match self {
            Self::Document { document, .. } => Key::Document(*document),
            Self::List(list) => Key::Type(list.target.id),
            Self::Crossed(crossed) => Key::Type(crossed.of.id),
            Self::Path(key) => *key,
            Self::Pages(_) => Key::Pages,
        }
    }

    pub(super) fn is_hit_by(&self, happened: &Happened) -> bool {
        match (happened, self) {
            (Happened::Everything, _) | (Happened::Routes(_), Self::Pages(_)) => true,
            (Happened::Entry(event), _) => Seen::of(event).is_some_and(|seen| self.is_hit_by_entry(seen)),
            (Happened::Asset(changed), Self::Document { document, .. }) => changed == document,
            (Happened::Routes(change), Self::Document { document, .. }) => {
                change.documents.contains(document)
            }
            (Happened::Routes(change), Self::Path(key)) => {
                change.paths.iter().any(|path| Key::path(path) == *key)
            }
            // What is behind answers is asked beside their dependencies.
            (Happened::Nothing | Happened::Behind(_), _)
            | (Happened::Asset(_), Self::List(_) | Self::Crossed(_) | Self::Path(_) | Self::Pages(_))
            | (Happened::Routes(_), Self::List(_) | Self::Crossed(_)) => false,
        }
    }

    fn is_hit_by_entry(&self, seen: Seen<'_>) -> bool {
        match self {
            Self::Document { document, locales } => {
                *document == seen.document
                    && match locales {
                        Locales::Address => false,
                        Locales::One(locale) => locale == seen.locale,
                        Locales::Any => true,
                    }
            }
            Self::List(list) => list.is_hit_by(seen),
            Self::Crossed(crossed) => crossed.is_hit_by(seen),
            Self::Pages(pages) => pages.is_hit_by(seen),
            Self::Path(_) => false,
        }
    }

    /// About how many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Document { .. } => 160,
            Self::Path(_) => 128,
            // Conditions are small trees; what they hold of texts was typed into a URL or a template.
            Self::List(list) => 512 + 64 * list.sort.len(),
            Self::Crossed(_) => 512,
            Self::Pages(pages) => 128 + size_of_val(pages.types.as_slice()),
        }
    }
}
