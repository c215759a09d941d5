//! Set a redirect.

use galley_domain::events::EventKind;
use galley_domain::ids::RedirectId;
use galley_domain::roles::Permission;
use galley_store::redirects::RedirectRow;
use galley_store::{Priority, redirects};

use super::input::{Checked, RedirectInput, check};
use super::place::{lock_all, require_end, require_free, taken_meanwhile};
use super::redirect::Redirect;
use crate::context::Ctx;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};

/// Most redirects of a site. Rules for whole folders belong to the server in front.
pub(super) const MOST_REDIRECTS: u64 = 10_000;

pub async fn create(ctx: &Ctx, input: &RedirectInput) -> Result<Redirect, AppError> {
    ctx.require(Permission::ManageSettings)?;
    let model = ctx.model();
    let checked = check(&model, input)?;
    let now = ctx.now();
    let work = ctx.app.store.write(Priority::Interactive).await?;
    lock_all(&work).await?;
    if redirects::count(&work, "").await? >= MOST_REDIRECTS {
        return Err(AppError::State(format!("there are {MOST_REDIRECTS} redirects already")));
    }
    require_free(ctx, &work, &checked.path, None).await?;
    require_end(&work, &model, &checked).await?;
    let Checked { path, target, status } = checked;
    let author = Some(ctx.actor.reference());
    let row = RedirectRow {
        id: RedirectId(0),
        path,
        target,
        status,
        version: 1,
        created_at: now,
        updated_at: now,
        created_by: author,
        updated_by: author,
    };
    let row = redirects::insert(&work, row).await?.map_err(|_holders| taken_meanwhile())?;
    let event = Redirect::event(EventKind::RedirectCreated, None, Some(&row));
    let redirect = Redirect::from(row);
    event_log::append(&work, ctx.actor.reference(), now, event).await?;
    idempotency::remember(&work, ctx, Outcome::Redirect(&redirect)).await?;
    work.commit().await?;
    Ok(redirect)
}
