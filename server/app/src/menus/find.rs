//! Reading menus.

use galley_domain::roles::Permission;
use galley_store::menus::{self, MenuHead, MenuKey};

use super::menu::Menu;
use super::put::MOST_MENUS;
use crate::context::Ctx;
use crate::error::AppError;

/// Every menu without its lines, by name and locale.
pub async fn list(ctx: &Ctx) -> Result<Vec<MenuHead>, AppError> {
    ctx.require(Permission::ManageMenus)?;
    let snapshot = ctx.app.store.snapshot().await?;
    Ok(menus::heads(&snapshot, MOST_MENUS).await?)
}

pub async fn find(ctx: &Ctx, key: &MenuKey) -> Result<Menu, AppError> {
    ctx.require(Permission::ManageMenus)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let row = menus::find(&snapshot, key).await?;
    let row = row.ok_or_else(|| AppError::not_found("menu", &key.name))?;
    Ok(Menu::of(row)?)
}
