//! Give an account another password.

use galley_domain::events::EventKind;
use galley_domain::ids::UserId;
use galley_domain::roles::{ActorRef, Permission};
use galley_store::{Priority, sessions, users};

use super::password::{self, NewPassword};
use super::user::User;
use crate::context::Ctx;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};

/// What a guesser would try first.
fn words_of(user: Option<&User>) -> Vec<String> {
    user.map(|user| vec![user.name.clone(), user.email.clone()]).unwrap_or_default()
}

/// Replaces the password and ends every session of the account, the one that asked included.
pub async fn set_password(ctx: &Ctx, id: UserId, password: NewPassword) -> Result<(), AppError> {
    let own = ctx.actor.reference() == ActorRef::User(id);
    if !own {
        ctx.require(Permission::ManageUsers)?;
    }
    ctx.require_recent_sign_in()?;
    let found = super::find(ctx, id).await;
    let hashed = password::hash_new(&ctx.app, password, &words_of(found.as_ref().ok())).await?;
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let mut row = users::lock(&work, id).await?.ok_or_else(|| AppError::not_found("user", id))?;
    if !own && !ctx.actor.may_grant(row.role) {
        return Err(AppError::Forbidden(Permission::ManageUsers));
    }
    row.password_hash = Some(hashed);
    row.version += 1;
    row.updated_at = ctx.now();
    users::update(&work, &row).await?;
    sessions::remove_of_user(&work, id).await?;
    let event = User::from(row).event(EventKind::UserChanged);
    event_log::append(&work, ctx.actor.reference(), ctx.now(), event).await?;
    idempotency::remember(&work, ctx, Outcome::Nothing).await?;
    Ok(work.commit().await?)
}
