//! What an answer reads while it is made.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use galley_domain::ids::{ContentTypeId, DocumentId};
use galley_domain::locales::Locale;
use galley_domain::query::ContentQuery;
use galley_domain::query::hits::RecordedPages;
use galley_domain::schema::Model;
use galley_domain::settings::SettingParts;
use galley_store::RowSource;
use galley_store::query::Answer;

use super::background::{Background, MenusRead};
use super::dependency::{Dependency, Key, Locales};
use super::happened::Happened;
use super::reads;
use crate::content::narrowed;

/// Notes for one answer; shared by whatever takes part in making it.
#[derive(Debug, Default)]
pub struct Recorder {
    notes: Mutex<Notes>,
}

#[derive(Debug, Default)]
struct Notes {
    background: Background,
    documents: HashMap<DocumentId, Locales>,
    paths: HashSet<Key>,
    questions: Vec<Dependency>,
    expires: Option<i64>,
}

/// What was noted.
#[derive(Debug, Default)]
pub struct Recorded {
    pub(super) background: Background,
    pub(super) dependencies: Vec<Dependency>,
    /// Microseconds UTC.
    pub(super) expires: Option<i64>,
}

/// A recorder, or nothing: what is not kept is not noted, and costs nothing.
#[derive(Debug, Clone, Default)]
pub struct Recording(Option<Arc<Recorder>>);

impl Recording {
    pub fn on(recorder: &Arc<Recorder>) -> Self {
        Self(Some(Arc::clone(recorder)))
    }

    /// A question was asked and answered. What it takes to remember it well is read from the same moment.
    pub(crate) async fn content<'a>(
        &self,
        source: impl Into<RowSource<'a>>,
        (model, query): (&Model, &ContentQuery),
        answer: &Answer,
    ) {
        let Some(recorder) = &self.0 else { return };
        let filter = narrowed(source.into(), model, query).await;
        let questions = reads::questions(query, filter, answer);
        let mut notes = recorder.notes();
        reads::types(query, &mut |stored| {
            notes.background.reads_types(model.surroundings(stored.id));
            if stored.schema.localized {
                notes.background.reads_settings(SettingParts::LOCALES);
            }
        });
        notes.questions.extend(questions);
        for row in answer.entries() {
            if query.related_fallbacks.is_empty() {
                notes.shows(row.document, &row.locale);
            } else {
                // It may stand in for itself in a nearer locale, in which it may come to be.
                notes.depends_on(row.document);
            }
        }
        for asset in answer.assets() {
            notes.depends_on(asset.document);
        }
        for document in &answer.absent {
            notes.depends_on(*document);
        }
        if let Some(document) = reads::missing(query, answer) {
            notes.depends_on(document);
        }
    }

    /// It was looked up what is at these paths.
    pub(crate) fn paths<'a>(&self, paths: impl IntoIterator<Item = &'a str>) {
        if let Some(recorder) = &self.0 {
            recorder.notes().paths.extend(paths.into_iter().map(Key::path));
        }
    }

    /// It was looked up where the pages of these documents are.
    pub(crate) fn addresses<'a>(&self, documents: impl IntoIterator<Item = &'a DocumentId>) {
        if let Some(recorder) = &self.0 {
            let mut notes = recorder.notes();
            for document in documents {
                notes.documents.entry(*document).or_insert(Locales::Address);
            }
        }
    }

    /// All pages were listed.
    pub(crate) fn pages(&self, types: &[ContentTypeId], pages: RecordedPages) {
        if let Some(recorder) = &self.0 {
            let mut notes = recorder.notes();
            notes.background.reads_types(types);
            notes.questions.push(Dependency::Pages(pages));
        }
    }

    /// These settings were looked at.
    pub(crate) fn settings(&self, parts: SettingParts) {
        if let Some(recorder) = &self.0 {
            recorder.notes().background.reads_settings(parts);
        }
    }

    /// It was looked at which types have pages, and how they are listed.
    pub(crate) fn outline(&self) {
        if let Some(recorder) = &self.0 {
            recorder.notes().background.reads_outline();
        }
    }

    /// The theme took part.
    pub(crate) fn theme(&self) {
        if let Some(recorder) = &self.0 {
            recorder.notes().background.reads_theme();
        }
    }

    pub(crate) fn menus(&self, menus: impl FnOnce() -> MenusRead) {
        if let Some(recorder) = &self.0 {
            recorder.notes().background.reads_menus(menus());
        }
    }

    /// The answer will be another one at this time (microseconds UTC), whatever happens.
    pub fn until(&self, time: i64) {
        if let Some(recorder) = &self.0 {
            let mut notes = recorder.notes();
            notes.expires = Some(notes.expires.map_or(time, |known| known.min(time)));
        }
    }
}

impl Recorder {
    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything so far; none when nothing was noted, because then nobody knows what the answer was made from.
    pub(super) fn take(&self) -> Option<Recorded> {
        let Notes { background, documents, paths, questions, expires } = std::mem::take(&mut *self.notes());
        let mut dependencies = questions;
        dependencies.reserve_exact(documents.len() + paths.len());
        let documents =
            documents.into_iter().map(|(document, locales)| Dependency::Document { document, locales });
        dependencies.extend(documents);
        dependencies.extend(paths.into_iter().map(Dependency::Path));
        let is_known = !dependencies.is_empty() || !background.is_empty();
        is_known.then_some(Recorded { background, dependencies, expires })
    }
}

impl Recorded {
    pub(super) fn is_hit_by(&self, happened: &Happened) -> bool {
        match happened {
            Happened::Nothing => false,
            Happened::Everything => true,
            Happened::Behind(change) => self.background.is_hit_by(change),
            Happened::Entry(_) | Happened::Asset(_) | Happened::Routes(_) => {
                self.dependencies.iter().any(|dependency| dependency.is_hit_by(happened))
            }
        }
    }

    /// About how many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        self.background.weight() + self.dependencies.iter().map(Dependency::weight).sum::<usize>()
    }
}

impl Notes {
    fn shows(&mut self, document: DocumentId, locale: &Locale) {
        match self.documents.entry(document) {
            Entry::Vacant(vacant) => {
                vacant.insert(Locales::One(locale.clone()));
            }
            Entry::Occupied(mut occupied) => {
                let locales = occupied.get_mut();
                match locales {
                    Locales::Any => {}
                    Locales::One(known) if known == locale => {}
                    Locales::One(_) => *locales = Locales::Any,
                    Locales::Address => *locales = Locales::One(locale.clone()),
                }
            }
        }
    }

    fn depends_on(&mut self, document: DocumentId) {
        self.documents.insert(document, Locales::Any);
    }
}
