//! Which paths a unit of work gave to something else, for the log: pages link by path, and missing pages are of one.

use std::collections::BTreeSet;

use galley_domain::events::RoutesChange;
use galley_domain::ids::DocumentId;
use serde_json::Value;

/// Collected by the writes of routes, told by the next event.
#[derive(Debug, Default)]
pub(crate) struct TouchedRoutes {
    paths: BTreeSet<String>,
    documents: BTreeSet<DocumentId>,
}

impl TouchedRoutes {
    pub(crate) fn path(&mut self, path: &str) {
        if !self.paths.contains(path) {
            self.paths.insert(path.to_owned());
        }
    }

    pub(crate) fn document(&mut self, document: DocumentId) {
        self.documents.insert(document);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.documents.is_empty()
    }

    pub(crate) fn detail(self) -> Value {
        RoutesChange {
            paths: self.paths.into_iter().collect(),
            documents: self.documents.into_iter().collect(),
            wide: false,
        }
        .bounded()
        .detail()
    }
}
