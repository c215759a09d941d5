//! Remove an asset from the library.

use galley_domain::events::EventKind;
use galley_domain::ids::AssetId;
use galley_domain::roles::Permission;
use galley_domain::values::LinkTarget;
use galley_store::{Priority, assets};

use super::asset::Asset;
use super::change::conflict;
use crate::context::Ctx;
use crate::entries::usage;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};

/// What happens when entries use the asset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// It stays.
    RefuseInUse,
    /// It goes; answers give `null` and pages leave it out.
    RemoveAnyway,
}

/// Removes the record; with `expected` only while it is at that version.
///
/// The bytes stay for the sweeper, who looks whether anything else names them.
pub async fn delete(ctx: &Ctx, id: AssetId, expected: Option<i64>, force: Force) -> Result<Asset, AppError> {
    ctx.require(Permission::DeleteAssets)?;
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let row = assets::lock(&work, id).await?.ok_or_else(|| AppError::not_found("asset", id))?;
    if let Some(expected) = expected.filter(|expected| *expected != row.version) {
        return Err(conflict(&row, expected));
    }
    let asset = Asset::from(row);
    if force == Force::RefuseInUse {
        usage::require_none(&work, ctx, LinkTarget::Asset(asset.document)).await?;
    }
    assets::remove(&work, id).await?;
    let event = asset.event(EventKind::AssetDeleted);
    event_log::append(&work, ctx.actor.reference(), ctx.now(), event).await?;
    idempotency::remember(&work, ctx, Outcome::Asset(&asset)).await?;
    work.commit().await?;
    Ok(asset)
}
