//! Look up accounts.

use galley_domain::ids::UserId;
use galley_domain::roles::{ActorRef, Permission};
use galley_store::users;

use super::fields::email_key;
use super::user::User;
use crate::context::Ctx;
use crate::error::AppError;
use crate::paging::{Page, PageRequest};

/// One account. Everybody may look at their own.
pub async fn find(ctx: &Ctx, id: UserId) -> Result<User, AppError> {
    if ctx.actor.reference() != ActorRef::User(id) {
        ctx.require(Permission::ReadUsers)?;
    }
    let snapshot = ctx.app.store.snapshot().await?;
    let found = users::find(&snapshot, id).await?;
    found.map(User::from).ok_or_else(|| AppError::not_found("user", id))
}

/// The account of an address, in any of its spellings.
pub async fn find_by_email(ctx: &Ctx, email: &str) -> Result<User, AppError> {
    ctx.require(Permission::ReadUsers)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let found = users::find_by_email_key(&snapshot, &email_key(email)).await?;
    found.map(User::from).ok_or_else(|| AppError::not_found("user", email))
}

/// Accounts, oldest first.
pub async fn list(ctx: &Ctx, page: &PageRequest<UserId>) -> Result<Page<User, UserId>, AppError> {
    ctx.require(Permission::ReadUsers)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let rows = users::list(&snapshot, page.after, page.limit() + 1).await?;
    let total = users::count(&snapshot).await?;
    Ok(Page::of(rows.into_iter().map(User::from).collect(), (page.limit(), total), |user| user.id))
}
