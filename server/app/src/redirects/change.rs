//! Replace what a redirect says.

use galley_domain::events::EventKind;
use galley_domain::ids::RedirectId;
use galley_domain::roles::Permission;
use galley_store::redirects::RedirectRow;
use galley_store::{Priority, redirects};

use super::input::{Checked, RedirectInput, check};
use super::place::{lock_all, require_end, require_free, taken_meanwhile};
use super::redirect::{Redirect, require_version};
use crate::context::Ctx;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};

/// Changes a redirect that is still at the version `expected`.
pub async fn change(
    ctx: &Ctx,
    id: RedirectId,
    expected: i64,
    input: &RedirectInput,
) -> Result<Redirect, AppError> {
    ctx.require(Permission::ManageSettings)?;
    let model = ctx.model();
    let checked = check(&model, input)?;
    let now = ctx.now();
    let work = ctx.app.store.write(Priority::Interactive).await?;
    lock_all(&work).await?;
    let before = redirects::lock(&work, id).await?.ok_or_else(|| AppError::not_found("redirect", id))?;
    require_version(&before, expected)?;
    require_free(ctx, &work, &checked.path, Some(id)).await?;
    require_end(&work, &model, &checked).await?;
    let Checked { path, target, status } = checked;
    let after = RedirectRow {
        path,
        target,
        status,
        version: before.version + 1,
        updated_at: now,
        updated_by: Some(ctx.actor.reference()),
        ..before.clone()
    };
    redirects::update(&work, &before, &after).await?.map_err(|_holders| taken_meanwhile())?;
    let event = Redirect::event(EventKind::RedirectChanged, Some(&before), Some(&after));
    let redirect = Redirect::from(after);
    event_log::append(&work, ctx.actor.reference(), now, event).await?;
    idempotency::remember(&work, ctx, Outcome::Redirect(&redirect)).await?;
    work.commit().await?;
    Ok(redirect)
}
