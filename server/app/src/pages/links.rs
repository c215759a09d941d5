//! The current paths of documents, looked up for a whole page at once.

use std::collections::{BTreeSet, HashMap};

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_store::routes;
use serde_json::Value;

use super::items::Item;
use super::reading::Reading;
use crate::error::AppError;
use crate::routes::address;

/// Paths by document, ready to stand in links.
#[derive(Debug, Default)]
pub(super) struct Paths(HashMap<DocumentId, String>);

impl Paths {
    pub(super) fn of(&self, item: &Item) -> Option<String> {
        self.of_document(document_of(item)?)
    }

    pub(super) fn of_document(&self, document: DocumentId) -> Option<String> {
        self.0.get(&document).cloned()
    }
}

/// The document of an item.
pub(super) fn document_of(item: &Item) -> Option<DocumentId> {
    item.get("documentId")?.as_str()?.parse().ok()
}

/// Every document that the items and what is populated in them name.
pub(super) fn documents_in<'a>(items: impl IntoIterator<Item = &'a Item>) -> BTreeSet<DocumentId> {
    let mut found = BTreeSet::new();
    for item in items {
        found.extend(document_of(item));
        for value in item.values() {
            collect(value, &mut found);
        }
    }
    found
}

fn collect(value: &Value, found: &mut BTreeSet<DocumentId>) {
    match value {
        Value::Object(item) => found.extend(documents_in([item])),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

impl Reading {
    /// The paths of documents in this locale; those without a locale have theirs in every one.
    pub(super) async fn paths(&self, documents: &BTreeSet<DocumentId>) -> Result<Paths, AppError> {
        self.recording.addresses(documents);
        let documents: Vec<DocumentId> = documents.iter().copied().collect();
        let mut paths = HashMap::new();
        if documents.is_empty() {
            return Ok(Paths(paths));
        }
        let default = self.model.default_locale();
        let here = if self.locale.is_none() { &default } else { &self.locale };
        for locale in [&Locale::none(), here] {
            for (document, path) in routes::entry_paths(self.snapshot.as_ref(), &documents, locale).await? {
                paths.insert(document, address::encode(&path));
            }
        }
        Ok(Paths(paths))
    }
}
