//! Take a link back.

use galley_domain::events::EventKind;
use galley_domain::ids::DocumentId;
use galley_domain::roles::{ActorRef, Permission};
use galley_store::{Priority, preview_links};

use super::link::PreviewLink;
use crate::context::Ctx;
use crate::entries::state;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};

/// Ends a link to a draft of `document`: one's own, or any when the actor may edit the entry.
pub async fn revoke(ctx: &Ctx, document: DocumentId, id: DocumentId) -> Result<(), AppError> {
    let unknown = || AppError::not_found("preview link", id);
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let row = preview_links::find(&work, id).await?.filter(|row| row.document == document);
    let row = row.ok_or_else(unknown)?;
    let entry = state::get(ctx, document, &row.locale).await?;
    let is_own = ActorRef::from_number(row.created_by) == ctx.actor.reference();
    let model = ctx.model();
    let may_edit = model
        .content_type(&entry.content_type)
        .is_some_and(|stored| ctx.actor.may_on(Permission::EditEntries, &stored.schema, entry.created_by));
    if !is_own && !may_edit {
        return Err(AppError::Forbidden(Permission::EditEntries));
    }
    if !preview_links::remove(&work, id).await? {
        return Err(unknown());
    }
    let event = PreviewLink::of(row, &ctx.app.config).event(EventKind::PreviewRevoked);
    event_log::append(&work, ctx.actor.reference(), ctx.now(), event).await?;
    idempotency::remember(&work, ctx, Outcome::Nothing).await?;
    work.commit().await?;
    Ok(())
}
