//! The current paths of documents, looked up for a whole page at once.

use std::collections::{BTreeSet, HashMap};

use galley_domain::ids::DocumentId;
use galley_store::routes::{self, RouteTarget};
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
    /// The nearest path of each document: in this locale, without one, or in a locale that stands in for it.
    pub(super) async fn paths(&self, documents: &BTreeSet<DocumentId>) -> Result<Paths, AppError> {
        self.recording.addresses(documents);
        let documents: Vec<DocumentId> = documents.iter().copied().collect();
        if documents.is_empty() {
            return Ok(Paths::default());
        }
        let order = self.model.reading_order(&self.locale);
        let mut nearest: HashMap<DocumentId, (usize, String)> = HashMap::new();
        for route in routes::pages_in_locales(self.moment.as_ref(), &documents, &order).await? {
            let RouteTarget::Entry { content_type, document } = route.target else { continue };
            let is_public = self.model.by_id(content_type).is_some_and(|stored| stored.schema.public);
            let Some(rank) = order.iter().position(|locale| *locale == route.locale) else { continue };
            if is_public && nearest.get(&document).is_none_or(|(best, _)| rank < *best) {
                nearest.insert(document, (rank, address::encode(&route.path)));
            }
        }
        Ok(Paths(nearest.into_iter().map(|(document, (_, path))| (document, path)).collect()))
    }
}
