//! Delete for good: a trashed document and its history go.

use galley_domain::events::EventKind;
use galley_domain::ids::DocumentId;
use galley_domain::locales::Stage;
use galley_domain::roles::Permission;
use galley_domain::values::LinkTarget;

use super::action::{self, Expected, Request, Written};
use super::working::Working;
use super::{load, usage};
use crate::commit::DocumentWrite;
use crate::context::Ctx;
use crate::error::AppError;

/// What to do with entries that link to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InUse {
    Refuse,
    /// Their answers show nothing in its place.
    Break,
}

/// Deletes a document that is in the trash, with its revisions. There is no way back.
pub async fn delete(
    ctx: &Ctx,
    document: DocumentId,
    in_use: InUse,
    expected: Expected,
) -> Result<Written, AppError> {
    let locale = load::main_locale(ctx, document).await?;
    let request = Request::bare(document, &locale);
    if in_use == InUse::Refuse {
        // Who uses a document is told to those who may delete it.
        let (loaded, _) = load::load(ctx, &request).await?;
        let working = Working::on(&loaded, &ctx.actor, ctx.now());
        working.require_change(Permission::DeleteEntries, &locale, expected)?;
        let snapshot = ctx.app.store.snapshot().await?;
        usage::require_none(&snapshot, ctx, LinkTarget::Document(document)).await?;
    }
    action::run(ctx, &request, |working, _| {
        working.require_change(Permission::DeleteEntries, &locale, expected)?;
        working.delete()
    })
    .await
}

impl Working<'_> {
    fn delete(&mut self) -> Result<(), AppError> {
        let trashed = self.loaded.header.as_ref().is_some_and(|header| header.trashed_at.is_some());
        if !trashed {
            return Err(AppError::State("move the entry to the trash first".to_owned()));
        }
        self.document_write = DocumentWrite::Delete;
        let drafts = self.rows.keys().filter(|key| key.stage == Stage::Draft).cloned();
        self.happened.extend(drafts.map(|key| (EventKind::EntryDeleted, key)));
        Ok(())
    }
}
