//! What a document is, for callers that only have its id or the name of its type.

use std::sync::Arc;

use galley_domain::ids::{DocumentId, EntryVersion};
use galley_domain::locales::{Locale, Stage};
use galley_domain::roles::Permission;
use galley_domain::schema::StoredType;
use galley_store::{documents, entries};

use crate::context::Ctx;
use crate::error::AppError;

/// A document that exists for the actor.
#[derive(Debug, Clone)]
pub struct Identity {
    /// It never changes.
    pub stored: Arc<StoredType>,
    /// The document as a whole is in the trash.
    pub trashed: bool,
}

/// Of a document; one whose type the actor may not know of does not exist.
pub async fn identify(ctx: &Ctx, document: DocumentId) -> Result<Identity, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    let unknown = || AppError::not_found("entry", document);
    let found = documents::by_id(&snapshot, document).await?.ok_or_else(unknown)?;
    let model = ctx.model();
    let stored = model
        .by_id(found.content_type)
        .filter(|stored| ctx.actor.may_in(Permission::ReadPublished, &stored.schema))
        .ok_or_else(unknown)?;
    Ok(Identity { stored: Arc::clone(stored), trashed: found.trashed_at.is_some() })
}

/// The type of a document.
pub async fn content_type_of(ctx: &Ctx, document: DocumentId) -> Result<Arc<StoredType>, AppError> {
    Ok(identify(ctx, document).await?.stored)
}

/// The document of a single, once there is one.
pub async fn document_of_single(ctx: &Ctx, single: &StoredType) -> Result<Option<DocumentId>, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    Ok(documents::first_of_type(&snapshot, single.id).await?.map(|document| document.id))
}

/// The lock token of a draft, for whoever may write it; `locale` counts only for documents that have locales. Readers
/// who get a body with it ask for it first, so that the body is never older than the version.
pub async fn draft_version(
    ctx: &Ctx,
    document: DocumentId,
    locale: &Locale,
) -> Result<Option<EntryVersion>, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    let heads = entries::heads(&snapshot, &[document]).await?;
    let in_locale = |found: &Locale| found.is_none() || found == locale;
    let draft = heads.into_iter().find(|head| head.stage == Stage::Draft && in_locale(&head.locale));
    Ok(draft.map(|head| head.version))
}
