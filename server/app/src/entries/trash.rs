//! Trash and untrash: readers no longer see the document, and nothing of it is lost.

use galley_domain::events::EventKind;
use galley_domain::ids::DocumentId;
use galley_domain::locales::{Locale, Stage};
use galley_domain::roles::Permission;

use super::action::{self, Expected, Request, Written};
use super::load;
use super::working::Working;
use crate::commit::{DocumentWrite, RowKey};
use crate::context::Ctx;
use crate::error::AppError;

/// How much of a document goes to the trash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrashScope {
    /// The document in all its locales.
    Document,
    Locale(Locale),
}

/// Moves to the trash: published rows, routes and values go; data, revisions and links stay.
pub async fn trash(
    ctx: &Ctx,
    document: DocumentId,
    scope: &TrashScope,
    expected: Expected,
) -> Result<Written, AppError> {
    let locale = shown_locale(ctx, document, scope).await?;
    let request = Request::bare(document, &locale);
    action::run(ctx, &request, |working, _| {
        working.require_change(Permission::DeleteEntries, &locale, expected)?;
        working.trash(scope)
    })
    .await
}

/// Takes back from the trash; the drafts are there again, nothing is published.
pub async fn untrash(
    ctx: &Ctx,
    document: DocumentId,
    scope: &TrashScope,
    expected: Expected,
) -> Result<Written, AppError> {
    let locale = shown_locale(ctx, document, scope).await?;
    let request = Request::bare(document, &locale);
    action::run(ctx, &request, |working, _| {
        working.require_change(Permission::DeleteEntries, &locale, expected)?;
        working.untrash(scope)
    })
    .await
}

/// Which locale's version guards the action and is shown in the answer.
async fn shown_locale(ctx: &Ctx, document: DocumentId, scope: &TrashScope) -> Result<Locale, AppError> {
    match scope {
        TrashScope::Locale(locale) => Ok(locale.clone()),
        TrashScope::Document => load::main_locale(ctx, document).await,
    }
}

impl Working<'_> {
    fn trash(&mut self, scope: &TrashScope) -> Result<(), AppError> {
        let keys = self.drafts_of(scope)?;
        if *scope == TrashScope::Document {
            self.document_write = DocumentWrite::Trash(self.now);
        }
        for key in keys {
            let published = RowKey::published(key.locale.clone());
            if self.rows.remove(&published).is_some() {
                self.unroute(&key.locale);
                self.happened.push((EventKind::EntryUnpublished, published));
            }
            self.close_session(&key.locale);
            if let Some(row) = self.rows.get_mut(&key).filter(|row| row.trashed_at.is_none()) {
                row.trashed_at = Some(self.now);
                self.stamp(&key);
                self.happened.push((EventKind::EntryTrashed, key));
            }
        }
        Ok(())
    }

    fn untrash(&mut self, scope: &TrashScope) -> Result<(), AppError> {
        let trashed_at = self.loaded.header.as_ref().and_then(|header| header.trashed_at);
        if let (TrashScope::Locale(_), Some(_)) = (scope, trashed_at) {
            return Err(AppError::State(
                "the whole document is in the trash: restore it as a whole".to_owned(),
            ));
        }
        let keys = self.drafts_of(scope)?;
        if *scope == TrashScope::Document {
            self.document_write = DocumentWrite::Untrash;
        }
        for key in keys {
            // A locale that went to the trash before its document did stays there.
            let together =
                trashed_at.is_none() || self.rows.get(&key).is_some_and(|row| row.trashed_at == trashed_at);
            if let Some(row) = self.rows.get_mut(&key).filter(|row| together && row.trashed_at.is_some()) {
                row.trashed_at = None;
                self.stamp(&key);
                self.happened.push((EventKind::EntryUntrashed, key));
            }
        }
        Ok(())
    }

    fn drafts_of(&self, scope: &TrashScope) -> Result<Vec<RowKey>, AppError> {
        let keys: Vec<RowKey> = match scope {
            TrashScope::Document => {
                self.rows.keys().filter(|key| key.stage == Stage::Draft).cloned().collect()
            }
            TrashScope::Locale(locale) => {
                let key = RowKey::draft(locale.clone());
                self.rows.contains_key(&key).then_some(key).into_iter().collect()
            }
        };
        match (keys.is_empty(), scope) {
            (false, _) => Ok(keys),
            (true, TrashScope::Locale(locale)) => Err(self.loaded.not_written_in(locale)),
            (true, TrashScope::Document) => Err(AppError::not_found("entry", self.loaded.document)),
        }
    }
}
