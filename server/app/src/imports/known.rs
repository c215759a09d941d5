//! What earlier imports from one source made, and what became of it here since.

use std::collections::HashMap;

use galley_domain::ids::{DocumentId, RevisionNumber};
use galley_domain::locales::{Locale, Stage};
use galley_store::{documents, entries, imports};

use crate::context::Ctx;
use crate::error::AppError;

/// Entries whose rows are read at once: they come with their texts.
const ROWS_AT_ONCE: usize = 200;

/// What became of an imported entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    AsImported,
    /// Somebody saved it here since.
    Edited,
    Trashed,
    /// Deleted for good.
    Deleted,
}

/// An item that was imported before.
#[derive(Debug, Clone)]
pub(crate) struct KnownEntry {
    pub(crate) document: DocumentId,
    /// SHA-256 of what was imported.
    pub(crate) hash: [u8; 32],
    pub(crate) state: State,
    pub(crate) slug: Option<String>,
    locale: Locale,
    revision: Option<RevisionNumber>,
}

/// What was imported from one source, by its key there.
#[derive(Debug, Default)]
pub(crate) struct Known {
    by_key: HashMap<String, KnownEntry>,
}

impl Known {
    /// Looks at the documents only: whether an entry was edited is not known yet.
    pub(crate) async fn load(ctx: &Ctx, source: &str, keys: &[&str]) -> Result<Self, AppError> {
        let snapshot = ctx.app.store.snapshot().await?;
        let mut by_key = HashMap::new();
        let imported = imports::by_keys(&snapshot, source, keys).await?;
        let ids: Vec<DocumentId> = imported.iter().map(|row| row.document).collect();
        let documents: HashMap<DocumentId, bool> = documents::by_ids(&snapshot, &ids)
            .await?
            .into_iter()
            .map(|document| (document.id, document.trashed_at.is_some()))
            .collect();
        for row in imported {
            let state = match documents.get(&row.document) {
                None => State::Deleted,
                Some(true) => State::Trashed,
                Some(false) => State::AsImported,
            };
            let entry = KnownEntry {
                document: row.document,
                hash: row.content_hash,
                state,
                slug: None,
                locale: row.locale,
                revision: row.revision,
            };
            by_key.insert(row.external_key, entry);
        }
        Ok(Self { by_key })
    }

    /// As [`Known::load`], with what became of each entry.
    pub(crate) async fn load_with_states(ctx: &Ctx, source: &str, keys: &[&str]) -> Result<Self, AppError> {
        let mut known = Self::load(ctx, source, keys).await?;
        let snapshot = ctx.app.store.snapshot().await?;
        let mut living: Vec<&mut KnownEntry> =
            known.by_key.values_mut().filter(|entry| entry.state == State::AsImported).collect();
        for some in living.chunks_mut(ROWS_AT_ONCE) {
            let ids: Vec<DocumentId> = some.iter().map(|entry| entry.document).collect();
            let mut drafts = HashMap::new();
            for row in entries::by_documents(&snapshot, &ids).await? {
                if row.stage == Stage::Draft {
                    let seen = (row.revision, row.trashed_at.is_some(), row.slug.clone());
                    drafts.insert((row.document, row.locale.clone()), seen);
                }
            }
            for entry in some {
                entry.look_at(drafts.get(&(entry.document, entry.locale.clone())));
            }
        }
        Ok(known)
    }

    pub(crate) fn entry(&self, key: &str) -> Option<&KnownEntry> {
        self.by_key.get(key)
    }
}

impl KnownEntry {
    fn look_at(&mut self, draft: Option<&(Option<RevisionNumber>, bool, Option<String>)>) {
        let Some((revision, trashed, slug)) = draft else {
            self.state = State::Deleted;
            return;
        };
        self.slug.clone_from(slug);
        if *trashed {
            self.state = State::Trashed;
        } else if *revision != self.revision {
            self.state = State::Edited;
        }
    }
}
