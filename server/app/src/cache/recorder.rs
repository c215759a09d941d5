//! What an answer reads while it is made.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::query::ContentQuery;
use galley_store::query::Answer;

use super::dependency::{Dependency, Key, Locales};
use super::reads;

/// Notes for one answer; shared by whatever takes part in making it.
#[derive(Debug, Default)]
pub struct Recorder {
    notes: Mutex<Notes>,
}

#[derive(Debug, Default)]
struct Notes {
    documents: HashMap<DocumentId, Locales>,
    paths: HashSet<Key>,
    questions: Vec<Dependency>,
    expires: Option<i64>,
}

/// What was noted.
#[derive(Debug, Default)]
pub struct Recorded {
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

    /// A question was asked and answered.
    pub(crate) fn content(&self, query: &ContentQuery, answer: &Answer) {
        let Some(recorder) = &self.0 else { return };
        let questions = reads::questions(query, answer);
        let mut notes = recorder.notes();
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
                notes.documents.entry(*document).or_insert(Locales::Only(Vec::new()));
            }
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
        let Notes { documents, paths, mut questions, expires } = std::mem::take(&mut *self.notes());
        let documents =
            documents.into_iter().map(|(document, locales)| Dependency::Document { document, locales });
        questions.extend(documents);
        questions.extend(paths.into_iter().map(Dependency::Path));
        (!questions.is_empty()).then_some(Recorded { dependencies: questions, expires })
    }
}

impl Notes {
    fn shows(&mut self, document: DocumentId, locale: &Locale) {
        match self.documents.entry(document).or_insert(Locales::Only(Vec::new())) {
            Locales::Any => {}
            Locales::Only(locales) if locales.contains(locale) => {}
            Locales::Only(locales) => locales.push(locale.clone()),
        }
    }

    fn depends_on(&mut self, document: DocumentId) {
        self.documents.insert(document, Locales::Any);
    }
}

/// The documents that an answer shows.
pub(super) fn shown(answer: &Answer) -> Arc<BTreeSet<DocumentId>> {
    Arc::new(answer.entries().map(|row| row.document).collect())
}
