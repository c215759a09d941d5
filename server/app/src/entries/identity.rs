//! What a document is, for callers that only have its id or the name of its type.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::roles::Permission;
use galley_domain::schema::StoredType;
use galley_store::documents;

use crate::context::Ctx;
use crate::error::AppError;

/// The type of a document; one that the actor may not know of does not exist. It never changes.
pub async fn content_type_of(ctx: &Ctx, document: DocumentId) -> Result<Arc<StoredType>, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    let found = documents::by_id(&snapshot, document).await?;
    let model = ctx.model();
    found
        .and_then(|document| model.by_id(document.content_type))
        .filter(|stored| ctx.actor.may_in(Permission::ReadPublished, &stored.schema))
        .map(Arc::clone)
        .ok_or_else(|| AppError::not_found("entry", document))
}

/// The document of a single, once there is one.
pub async fn document_of_single(ctx: &Ctx, single: &StoredType) -> Result<Option<DocumentId>, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    Ok(documents::first_of_type(&snapshot, single.id).await?.map(|document| document.id))
}
