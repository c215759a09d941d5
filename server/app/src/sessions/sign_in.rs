//! Sign in with a password.

use std::sync::Arc;

use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::UserId;
use galley_domain::roles::ActorRef;
use galley_store::sessions::{SessionRow, SessionUse};
use galley_store::users::UserRow;
use galley_store::{Priority, UnitOfWork, sessions, users};
use serde_json::json;

use super::lifetime::Lifetime;
use crate::action_log;
use crate::context::App;
use crate::error::AppError;
use crate::event_log;
use crate::secrets::Secret;
use crate::users::password::{self, Comparison, NewPassword};
use crate::users::{User, email_key};

/// What the secrets of the content API's sessions begin with, to tell them from access tokens.
pub const API_PREFIX: &str = "gls_";
/// Longer names of browsers are cut.
const LONGEST_USER_AGENT: usize = 512;

/// Where a request to sign in came from, for the list of devices.
#[derive(Debug, Clone)]
pub struct Origin {
    pub address: String,
    pub user_agent: String,
}

/// What somebody typed.
#[derive(Clone)]
pub struct SignIn {
    pub email: String,
    pub password: String,
    pub lifetime: Lifetime,
    pub used_as: SessionUse,
    pub origin: Origin,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn").field("origin", &self.origin).finish_non_exhaustive()
    }
}

/// A session that was started.
#[derive(Debug)]
pub struct SignedIn {
    pub user: User,
    /// For the cookie; nobody can find it again.
    pub secret: Secret,
    pub lifetime: Lifetime,
}

/// Starts a session. None when account and password do not belong together, without saying which is wrong: an unknown
/// account, a suspended one and a wrong password look the same and take the same time.
pub async fn sign_in(app: &Arc<App>, attempt: SignIn) -> Result<Option<SignedIn>, AppError> {
    let snapshot = app.store.snapshot().await?;
    let found = users::find_by_email_key(&snapshot, &email_key(&attempt.email)).await?;
    drop(snapshot);
    let known = found.as_ref().map(|user| user.id);
    let address = attempt.origin.address.clone();
    let opened = with_account(app, attempt, found).await?;
    if opened.is_none() {
        action_log::refused_sign_in(known, &address);
    }
    Ok(opened)
}

async fn with_account(
    app: &Arc<App>,
    attempt: SignIn,
    found: Option<UserRow>,
) -> Result<Option<SignedIn>, AppError> {
    let found = found.filter(|user| user.suspended_at.is_none());
    let stored = found.as_ref().and_then(|user| user.password_hash.clone());
    let compared = password::compare(app, attempt.password.clone(), stored).await?;
    let (Some(user), Comparison::Right | Comparison::RightButWeak) = (found, compared) else {
        return Ok(None);
    };
    let stronger = match compared {
        Comparison::RightButWeak => rehashed(app, attempt.password).await?,
        Comparison::Right | Comparison::Wrong => None,
    };
    open(app, &user, stronger, (attempt.lifetime, attempt.used_as), attempt.origin).await
}

/// A password that is shorter than what is asked of new ones today keeps its old hash.
async fn rehashed(app: &Arc<App>, password: String) -> Result<Option<String>, AppError> {
    match NewPassword::new(password) {
        Ok(password) => password::hash(app, password).await.map(Some),
        Err(_too_short) => Ok(None),
    }
}

async fn open(
    app: &Arc<App>,
    compared: &UserRow,
    stronger: Option<String>,
    (lifetime, used_as): (Lifetime, SessionUse),
    origin: Origin,
) -> Result<Option<SignedIn>, AppError> {
    let now = app.clock.now();
    let work = app.store.write(Priority::Interactive).await?;
    // Comparing took a while: a suspension or another password in between counts.
    let current = users::lock(&work, compared.id).await?;
    let current =
        current.filter(|row| row.suspended_at.is_none() && row.password_hash == compared.password_hash);
    let Some(mut row) = current else { return Ok(None) };
    if stronger.is_some() {
        row.password_hash = stronger;
        users::update(&work, &row).await?;
    }
    let secret = start_as(&work, row.id, (lifetime, used_as), origin, now).await?;
    let event = Event {
        kind: EventKind::UserSignedIn,
        subject: Subject::Other { document: None, detail: json!({ "user": row.id.0 }) },
    };
    event_log::append(&work, ActorRef::User(row.id), now, event).await?;
    work.commit().await?;
    Ok(Some(SignedIn { user: row.into(), secret, lifetime }))
}

/// Adds the session of a browser to a unit of work.
pub(crate) async fn start(
    work: &UnitOfWork,
    user: UserId,
    lifetime: Lifetime,
    origin: Origin,
    now: i64,
) -> Result<Secret, AppError> {
    start_as(work, user, (lifetime, SessionUse::Cookie), origin, now).await
}

async fn start_as(
    work: &UnitOfWork,
    user: UserId,
    (lifetime, used_as): (Lifetime, SessionUse),
    origin: Origin,
    now: i64,
) -> Result<Secret, AppError> {
    let secret = Secret::new(match used_as {
        SessionUse::Cookie => "",
        SessionUse::Api => API_PREFIX,
    });
    let row = SessionRow {
        hash: secret.hash(),
        user_id: user,
        remember: lifetime == Lifetime::Remembered,
        created_at: now,
        last_seen_at: now,
        address: origin.address,
        user_agent: origin.user_agent.chars().take(LONGEST_USER_AGENT).collect(),
        used_as,
    };
    sessions::insert(work, &row).await?;
    Ok(secret)
}
