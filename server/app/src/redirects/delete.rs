//! Remove a redirect: its path is free.

use galley_domain::events::EventKind;
use galley_domain::ids::RedirectId;
use galley_domain::roles::Permission;
use galley_store::{Priority, redirects};

use super::redirect::{Redirect, require_version};
use crate::context::Ctx;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};

/// Removes a redirect that is still at the version `expected`.
pub async fn delete(ctx: &Ctx, id: RedirectId, expected: i64) -> Result<(), AppError> {
    ctx.require(Permission::ManageSettings)?;
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let row = redirects::lock(&work, id).await?.ok_or_else(|| AppError::not_found("redirect", id))?;
    require_version(&row, expected)?;
    redirects::remove(&work, &row).await?;
    let event = Redirect::event(EventKind::RedirectDeleted, Some(&row), None);
    event_log::append(&work, ctx.actor.reference(), ctx.now(), event).await?;
    idempotency::remember(&work, ctx, Outcome::Nothing).await?;
    work.commit().await?;
    Ok(())
}
