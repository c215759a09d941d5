//! What becomes of each file: a new entry, an update of its entry, or nothing, with the reason.

use std::collections::BTreeMap;

use galley_domain::ids::DocumentId;
use galley_domain::schema::{Cardinality, ContentType, FieldKind};
use serde_json::{Map, Value, json};

use super::document::{self, Document, Refusal};
use super::folder::Source;
use super::terms::Terms;
use crate::imports::{FileReport, Known, KnownEntry, Outcome, State};

/// A file that will be written.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) file: String,
    pub(super) hash: [u8; 32],
    pub(super) document: Document,
    pub(super) id: DocumentId,
    pub(super) outcome: Outcome,
    /// The slug of the entry as it is now.
    pub(super) current_slug: Option<String>,
    pub(super) notes: Vec<String>,
}

/// All files, sorted by what has to be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) jobs: Vec<Job>,
    /// Files that are imported already, with their documents: links may lead to them.
    pub(super) unchanged: Vec<(String, Document, DocumentId)>,
    pub(super) answered: Vec<FileReport>,
    pub(super) unmapped: BTreeMap<String, usize>,
}

/// Reads every source and compares it with what is known. Processor work: call it where blocking is allowed.
pub(super) fn plan(sources: Vec<Source>, known: &Known, mut new_id: impl FnMut() -> DocumentId) -> Plan {
    let mut plan = Plan::default();
    for source in sources {
        match document::read(&source.file, &source.text) {
            Err(Refusal::Skipped(reason)) => plan.answered.push(FileReport::skipped(source.file, reason)),
            Err(Refusal::Failed(problem)) => {
                plan.answered.push(FileReport::failed(source.file, vec![problem]));
            }
            Ok(document) => plan.add(source, document, known, &mut new_id),
        }
    }
    plan
}

impl Plan {
    fn add(
        &mut self,
        source: Source,
        document: Document,
        known: &Known,
        new_id: &mut impl FnMut() -> DocumentId,
    ) {
        let Source { file, hash, text: _ } = source;
        for key in &document.unmapped {
            *self.unmapped.entry(key.clone()).or_default() += 1;
        }
        let Some(entry) = known.entry(&file) else {
            let (id, outcome) = (new_id(), Outcome::Imported);
            self.jobs.push(Job { file, hash, document, id, outcome, current_slug: None, notes: Vec::new() });
            return;
        };
        let id = entry.document;
        if let Some(answer) = left_alone(entry, &file, hash) {
            self.answered.push(FileReport { document: Some(id), ..answer });
            self.unchanged.push((file, document, id));
        } else {
            let (outcome, current_slug) = (Outcome::Updated, entry.slug.clone());
            self.jobs.push(Job { file, hash, document, id, outcome, current_slug, notes: Vec::new() });
        }
    }
}

/// The answer for a file whose entry is not written.
fn left_alone(entry: &KnownEntry, file: &str, hash: [u8; 32]) -> Option<FileReport> {
    let changed_there = entry.hash != hash;
    let reason = match entry.state {
        State::AsImported if changed_there => return None,
        State::AsImported => return Some(FileReport::new(file, Outcome::Unchanged)),
        State::Edited => "its entry was edited here since it was imported",
        State::Trashed => "its entry is in the trash",
        State::Deleted => "its entry was deleted here",
    };
    Some(FileReport::skipped(file, reason))
}

/// The data of an entry in the fields that its content type has, and a note for each value without one.
pub(super) fn data(
    document: &Document,
    slug: &str,
    terms: &Terms,
    schema: &ContentType,
) -> (Map<String, Value>, Vec<String>) {
    let lists = [
        ("author", "author", &document.authors),
        ("tags", "tag", &document.tags),
        ("categories", "category", &document.categories),
    ];
    let mut data = Map::new();
    let mut notes = Vec::new();
    // A file that does not say it is like a new entry that nobody ticked, and is found by the same conditions.
    let unsaid = || schema.field("featured")?.options.default.clone();
    let featured = document.featured.map(Value::Bool).or_else(unsaid);
    let scalars = [
        ("title", json!(document.title)),
        ("slug", json!(slug)),
        ("excerpt", json!(document.excerpt)),
        ("body", json!(document.body)),
        ("featured", json!(featured)),
    ];
    for (name, value) in scalars {
        if schema.field(name).is_some() {
            data.insert(name.to_owned(), value);
        } else if !value.is_null() {
            notes.push(format!("`{name}` has no field in `{}`", schema.singular));
        }
    }
    for (name, content_type, names) in lists {
        let documents = terms.of(content_type, names);
        match schema.field(name).map(|field| &field.kind) {
            Some(FieldKind::Relation { cardinality: Cardinality::Many, .. }) => {
                data.insert(name.to_owned(), json!(documents));
            }
            Some(FieldKind::Relation { cardinality: Cardinality::One, .. }) => {
                data.insert(name.to_owned(), json!(documents.first()));
                if let Some(others) = names.get(1..).filter(|others| !others.is_empty()) {
                    notes.push(format!("`{name}` takes one entry; left out: {}", others.join(", ")));
                }
            }
            _ if !names.is_empty() => notes.push(format!("`{name}` has no field in `{}`", schema.singular)),
            _ => {}
        }
    }
    (data, notes)
}
