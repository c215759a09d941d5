//! What becomes of each file: a new entry, an update of its entry, or nothing, with the reason.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use galley_domain::ids::DocumentId;
use galley_domain::schema::{Cardinality, ContentType, FieldKind};
use galley_render::markdown::rewrite_destinations;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::SiteAddress;
use super::document::{self, Document, Refusal};
use super::files::{Files, LARGEST};
use super::folder::Source;
use super::terms::Terms;
use crate::imports::{FileReport, Known, KnownEntry, Outcome, Problem, State};

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
    pub(super) files: Files,
    /// Where the content was served.
    pub(super) site: Option<SiteAddress>,
    /// Of the files that a text leads to, as far as they can be read.
    pub(super) hashes: HashMap<String, [u8; 32]>,
    /// Files that texts lead to which are written now.
    pub(super) wanted: BTreeSet<String>,
}

/// Reads every source and compares it with what is known. Processor work: call it where blocking is allowed.
pub(super) fn plan(
    sources: Vec<Source>,
    files: Files,
    site: Option<SiteAddress>,
    known: &Known,
    mut new_id: impl FnMut() -> DocumentId,
) -> Plan {
    let mut plan = Plan { files, site, ..Plan::default() };
    for source in sources {
        match document::read(&source.file, &source.text) {
            Err(Refusal::Skipped(reason)) => plan.answered.push(FileReport::skipped(source.file, reason)),
            Err(Refusal::Failed(problem)) => {
                plan.answered.push(FileReport::failed(source.file, vec![problem]));
            }
            Ok(document) => plan.add(source, document, known, &mut new_id),
        }
    }
    plan.answer_for_files();
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
        let used = self.used_by(&document, &file);
        let hash = self.hash_with(hash, &used);
        for key in &document.unmapped {
            *self.unmapped.entry(key.clone()).or_default() += 1;
        }
        let Some(entry) = known.entry(&file) else {
            let (id, outcome) = (new_id(), Outcome::Imported);
            self.wanted.extend(used);
            self.jobs.push(Job { file, hash, document, id, outcome, current_slug: None, notes: Vec::new() });
            return;
        };
        let id = entry.document;
        if let Some(answer) = left_alone(entry, &file, hash) {
            self.answered.push(FileReport { document: Some(id), ..answer });
            self.unchanged.push((file, document, id));
        } else {
            let (outcome, current_slug) = (Outcome::Updated, entry.slug.clone());
            self.wanted.extend(used);
            self.jobs.push(Job { file, hash, document, id, outcome, current_slug, notes: Vec::new() });
        }
    }
}

impl Plan {
    /// The files that a text leads to and that can be read.
    fn used_by(&mut self, document: &Document, file: &str) -> BTreeSet<String> {
        let place = document.old_paths.first().map(String::as_str);
        let mut used = BTreeSet::new();
        rewrite_destinations(&document.body, |destination, _| {
            let in_site = self.site.as_ref().and_then(|site| site.path_in(destination));
            let address = in_site.unwrap_or(destination);
            used.extend(self.files.meant(address, file, place).map(str::to_owned));
            None
        });
        used.retain(|path| self.is_readable(path));
        used
    }

    /// Reads the file once, to know it again.
    fn is_readable(&mut self, path: &str) -> bool {
        let Some(beside) = self.files.0.get(path) else { return false };
        if self.hashes.contains_key(path) {
            return true;
        }
        let problem = if beside.bytes > LARGEST {
            format!("too large: at most {LARGEST} bytes")
        } else {
            match beside.hash() {
                Ok(hash) => {
                    self.hashes.insert(path.to_owned(), hash);
                    return true;
                }
                Err(error) => format!("cannot be read: {}", error.kind()),
            }
        };
        self.answered.push(FileReport::failed(path, vec![Problem::of_file(problem)]));
        self.files.0.remove(path);
        false
    }

    /// A text is another one when a file that it shows is: its entry has to lead to the new one.
    fn hash_with(&self, text: [u8; 32], used: &BTreeSet<String>) -> [u8; 32] {
        if used.is_empty() {
            return text;
        }
        let mut whole = Sha256::new_with_prefix(text);
        for path in used {
            whole.update(path);
            whole.update(self.hashes.get(path).map_or([0; 32], |hash| *hash));
        }
        whole.finalize().into()
    }

    /// Those that are not uploaded now.
    fn answer_for_files(&mut self) {
        for path in self.files.0.keys().filter(|path| !self.wanted.contains(*path)) {
            self.answered.push(if self.hashes.contains_key(path) {
                FileReport::new(path, Outcome::Unchanged)
            } else {
                FileReport::skipped(path, "no imported text leads to it")
            });
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
