//! From the secret in a cookie to who asks.

use std::sync::Arc;

use galley_domain::roles::Actor;
use galley_store::sessions::{self, SessionUse};

use super::session::Session;
use crate::context::App;
use crate::credentials::{self, SEEN_EVERY, Seen};
use crate::error::AppError;
use crate::secrets;
use crate::users::User;

/// Who a session belongs to, and the session.
#[derive(Debug, Clone)]
pub struct Authenticated {
    pub user: User,
    pub session: Session,
}

impl Authenticated {
    pub fn actor(&self) -> Actor {
        Actor::User { id: self.user.id, role: self.user.role }
    }
}

/// Of a cookie. None when the session is unknown, ended, or its user is suspended.
pub async fn authenticate(app: &Arc<App>, secret: &str) -> Result<Option<Authenticated>, AppError> {
    used(app, secret, SessionUse::Cookie).await
}

/// Of a bearer token of the content API that a front end got by signing somebody in.
pub async fn authenticate_api(app: &Arc<App>, secret: &str) -> Result<Option<Authenticated>, AppError> {
    used(app, secret, SessionUse::Api).await
}

async fn used(app: &Arc<App>, secret: &str, used_as: SessionUse) -> Result<Option<Authenticated>, AppError> {
    let hash = secrets::hash_of(secret);
    let snapshot = app.store.snapshot().await?;
    let Some((session, user)) = sessions::find_with_user(&snapshot, &hash).await? else { return Ok(None) };
    drop(snapshot);
    let session = Session::from(session);
    let now = app.clock.now();
    if now >= session.ends_at() || user.suspended_at.is_some() || session.used_as != used_as {
        return Ok(None);
    }
    if now - session.last_seen_at >= SEEN_EVERY {
        credentials::note_seen(app, Seen::Session, hash, now);
    }
    Ok(Some(Authenticated { user: user.into(), session }))
}
