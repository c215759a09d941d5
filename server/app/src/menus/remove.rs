//! Take a menu away.

use galley_domain::roles::Permission;
use galley_store::Priority;
use galley_store::menus::{self, MenuKey};

use super::menu::{changed, conflict};
use super::put::outrun;
use crate::context::Ctx;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};

/// Removes a menu that is at the version `expected`. What it leads to stays.
pub async fn remove(ctx: &Ctx, key: &MenuKey, expected: i64) -> Result<(), AppError> {
    ctx.require(Permission::ManageMenus)?;
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let row = menus::find(&work, key).await?.ok_or_else(|| AppError::not_found("menu", &key.name))?;
    if row.head.version != expected {
        return Err(conflict(Some(&row), expected)?);
    }
    if !menus::remove(&work, key, expected).await? {
        return Err(outrun());
    }
    event_log::append(&work, ctx.actor.reference(), ctx.now(), changed(key, 0)).await?;
    idempotency::remember(&work, ctx, Outcome::Nothing).await?;
    work.commit().await?;
    Ok(())
}
