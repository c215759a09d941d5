//! What an action sees of a document before it plans: its rows, revision heads and routes, in one snapshot.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use galley_domain::documents::RevisionKind;
use galley_domain::ids::{DocumentId, RevisionId, RevisionNumber};
use galley_domain::locales::{Locale, Stage};
use galley_domain::roles::ActorRef;
use galley_domain::schema::{Model, StoredType};

use super::row::Row;
use crate::commit::{PlannedOn, RowKey};
use crate::error::AppError;

/// The newest revision of one locale.
#[derive(Debug, Clone, PartialEq)]
pub struct RevisionHead {
    /// None for one that this plan makes.
    pub id: Option<RevisionId>,
    pub number: RevisionNumber,
    pub kind: RevisionKind,
    pub open: bool,
    pub authors: Vec<ActorRef>,
    pub created_at: i64,
    pub updated_at: i64,
}

/// What the document itself says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    pub next_component: i64,
    pub trashed_at: Option<i64>,
    pub created_at: i64,
    pub created_by: Option<ActorRef>,
}

/// A document as one snapshot shows it; without a header it does not exist yet.
#[derive(Debug, Clone)]
pub(super) struct Loaded {
    pub model: Arc<Model>,
    pub stored: Arc<StoredType>,
    pub document: DocumentId,
    pub header: Option<Header>,
    pub rows: BTreeMap<RowKey, Row>,
    /// Rows that an older version of the type wrote: they are shown in today's form, what is beside them is not.
    pub stale: BTreeSet<RowKey>,
    pub heads: BTreeMap<Locale, RevisionHead>,
    /// The entry's own path in each locale in which it is published.
    pub paths: BTreeMap<Locale, String>,
    /// In a tree of pages, the paths of entries that may be above it, in the locale of the request.
    pub above: BTreeMap<DocumentId, String>,
}

impl Loaded {
    /// A document that is about to be made.
    pub(super) fn new_document(model: Arc<Model>, stored: Arc<StoredType>, document: DocumentId) -> Self {
        Self {
            model,
            stored,
            document,
            header: None,
            rows: BTreeMap::new(),
            stale: BTreeSet::new(),
            heads: BTreeMap::new(),
            paths: BTreeMap::new(),
            above: BTreeMap::new(),
        }
    }

    pub(super) fn draft(&self, locale: &Locale) -> Option<&Row> {
        self.rows.get(&RowKey::draft(locale.clone()))
    }

    pub(super) fn published(&self, locale: &Locale) -> Option<&Row> {
        self.rows.get(&RowKey::published(locale.clone()))
    }

    pub(super) fn created_by(&self) -> Option<ActorRef> {
        self.header.as_ref().and_then(|header| header.created_by)
    }

    pub(super) fn is_trashed(&self, locale: &Locale) -> bool {
        let document = self.header.as_ref().is_some_and(|header| header.trashed_at.is_some());
        document || self.draft(locale).is_some_and(|row| row.trashed_at.is_some())
    }

    /// For a locale without a draft: who was let through to here may know which ones there are.
    pub(super) fn not_written_in(&self, locale: &Locale) -> AppError {
        let drafts = self.rows.keys().filter(|key| key.stage == Stage::Draft);
        let written: Vec<Locale> = drafts.map(|key| key.locale.clone()).collect();
        if written.is_empty() || locale.is_none() {
            return AppError::not_found("entry", self.document);
        }
        AppError::NotWrittenIn { locale: locale.clone(), written }
    }

    pub(super) fn planned_on(&self) -> PlannedOn {
        PlannedOn {
            schema_version: self.stored.version,
            next_component: self.header.as_ref().map_or(0, |header| header.next_component),
            rows: self.rows.iter().map(|(key, row)| (key.clone(), row.version)).collect(),
        }
    }
}
