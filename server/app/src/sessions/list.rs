//! The devices of a person, and ending one of them.

use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::UserId;
use galley_domain::roles::{ActorRef, Permission};
use galley_store::{Priority, sessions};
use serde_json::json;

use super::lifetime::Lifetime;
use super::session::{Session, SessionId};
use crate::context::{App, Ctx};
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};

/// The sessions of a user that have not ended, newest first. Everybody may look at their own.
pub async fn list(ctx: &Ctx, user: UserId) -> Result<Vec<Session>, AppError> {
    require_own(ctx, user)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let rows = sessions::of_user(&snapshot, user).await?;
    let now = ctx.now();
    Ok(rows.into_iter().map(Session::from).filter(|session| now < session.ends_at()).collect())
}

/// Ends one session of a user. Whoever ends one of somebody else has given their password of late.
pub async fn revoke(ctx: &Ctx, user: UserId, id: SessionId) -> Result<(), AppError> {
    require_own(ctx, user)?;
    if ctx.actor.reference() != ActorRef::User(user) {
        ctx.require_recent_sign_in()?;
    }
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let of_user = sessions::find_with_user(&work, &id.0).await?.is_some_and(|(_, owner)| owner.id == user);
    if !of_user {
        return Err(AppError::not_found("session", id));
    }
    sessions::remove(&work, &id.0).await?;
    let detail = json!({ "user": user.0, "session": id.to_string() });
    let event = Event { kind: EventKind::UserSignedOut, subject: Subject::Other { document: None, detail } };
    event_log::append(&work, ctx.actor.reference(), ctx.now(), event).await?;
    idempotency::remember(&work, ctx, Outcome::Nothing).await?;
    Ok(work.commit().await?)
}

/// Removes rows of sessions that have ended by themselves.
pub async fn remove_expired(app: &App) -> Result<u64, AppError> {
    let now = app.clock.now();
    // A row that was not used for the longest idle time has ended whatever its kind.
    let work = app.store.write(Priority::Batch).await?;
    let removed = sessions::remove_unseen_since(&work, now - Lifetime::Remembered.idle()).await?;
    work.commit().await?;
    Ok(removed)
}

fn require_own(ctx: &Ctx, user: UserId) -> Result<(), AppError> {
    if ctx.actor.reference() == ActorRef::User(user) { Ok(()) } else { ctx.require(Permission::ManageUsers) }
}
