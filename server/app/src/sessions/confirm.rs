//! Give the password again: a fresh session takes the place of the one that asks.

use std::sync::Arc;

use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::roles::ActorRef;
use galley_store::{Priority, sessions, users};
use serde_json::json;

use super::authenticate::{Authenticated, authenticate};
use super::sign_in::{Origin, SignedIn, start};
use crate::action_log;
use crate::context::App;
use crate::error::AppError;
use crate::event_log;
use crate::secrets;
use crate::users::password::{self, Comparison};

/// Replaces the session of `secret` by one that has just begun. None when the password is not the account's.
///
/// The new session has a new secret, so that a copy of the old cookie does not become powerful with it.
pub async fn confirm(
    app: &Arc<App>,
    secret: &str,
    password: String,
    origin: Origin,
) -> Result<Option<SignedIn>, AppError> {
    let Some(Authenticated { user, session }) = authenticate(app, secret).await? else {
        return Err(AppError::Unauthenticated);
    };
    let snapshot = app.store.snapshot().await?;
    let stored = users::find(&snapshot, user.id).await?.and_then(|row| row.password_hash);
    drop(snapshot);
    if password::compare(app, password, stored.clone()).await? == Comparison::Wrong {
        action_log::refused_sign_in(Some(user.id), &origin.address);
        return Ok(None);
    }
    let now = app.clock.now();
    let hash = secrets::hash_of(secret);
    let work = app.store.write(Priority::Interactive).await?;
    // Comparing took a while: a suspension, another password or the end of the session in between counts.
    let current = users::lock(&work, user.id).await?;
    let current = current.filter(|row| row.suspended_at.is_none() && row.password_hash == stored);
    let (Some(row), Some(_)) = (current, sessions::find_with_user(&work, &hash).await?) else {
        return Err(AppError::Unauthenticated);
    };
    sessions::remove(&work, &hash).await?;
    let secret = start(&work, user.id, session.lifetime, origin, now).await?;
    let event = Event {
        kind: EventKind::UserSignedIn,
        subject: Subject::Other { document: None, detail: json!({ "user": user.id.0 }) },
    };
    event_log::append(&work, ActorRef::User(user.id), now, event).await?;
    work.commit().await?;
    Ok(Some(SignedIn { user: row.into(), secret, lifetime: session.lifetime }))
}
