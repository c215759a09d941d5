//! The first owner: whoever has the token that the first start printed.
//!
//! There is no account before that and no other way in from the network. The token is stored as a hash and worthless
//! once there is an owner.

use galley_domain::events::EventKind;
use galley_domain::roles::{ActorRef, Role};
use galley_store::settings::Setting;
use galley_store::{Priority, StoreError, UnitOfWork, settings, users};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use crate::context::{App, Ctx};
use crate::error::AppError;
use crate::event_log;
use crate::secrets::{self, Secret, SecretHash};
use crate::sessions::{self, Lifetime, Origin, SignedIn};
use crate::settings as site_settings;
use crate::users::{NewPassword, NewUser, insert_planned, plan_user};

const NAME: &str = "setup_token";

/// What the first owner enters.
#[derive(Debug, Clone)]
pub struct Setup {
    pub token: String,
    pub name: String,
    pub email: String,
    pub password: NewPassword,
    pub site_title: String,
    pub origin: Origin,
}

#[derive(Serialize, Deserialize)]
struct StoredToken {
    hash: SecretHash,
}

/// A fresh token while there is no owner; the one before it is worthless from now on. None as well when another node
/// makes one at the same time: that is the one that counts, and it is shown there.
pub async fn prepare(app: &App) -> Result<Option<Secret>, AppError> {
    let snapshot = app.store.snapshot().await?;
    if users::count_with_role(&snapshot, Role::Owner).await? > 0 {
        return Ok(None);
    }
    drop(snapshot);
    let work = app.store.write(Priority::Interactive).await?;
    let version = settings::find(&work, NAME).await?.map_or(0, |found| found.version);
    let token = Secret::new("");
    let setting = Setting {
        name: NAME.to_owned(),
        value: serde_json::to_string(&StoredToken { hash: token.hash() }).map_err(AppError::internal)?,
        version: version + 1,
        updated_at: app.clock.now(),
    };
    if !settings::put(&work, &setting, version).await? {
        return Ok(None);
    }
    work.commit().await?;
    Ok(Some(token))
}

/// Whether the site still waits for its first owner.
pub async fn is_open(app: &App) -> Result<bool, AppError> {
    let snapshot = app.store.snapshot().await?;
    Ok(settings::find(&snapshot, NAME).await?.is_some())
}

/// Makes the first owner, names the site and signs the owner in. None when the token is not (or no longer) the right
/// one; of several that come at once, one is served.
pub async fn complete(ctx: &Ctx, setup: Setup) -> Result<Option<SignedIn>, AppError> {
    // Before the password is hashed, so that guessing costs us nothing.
    let snapshot = ctx.app.store.snapshot().await?;
    let stored = settings::find(&snapshot, NAME).await?;
    drop(snapshot);
    let Some(stored) = stored.filter(|stored| is_right(stored, &setup.token)) else { return Ok(None) };

    let Setup { token: _, name, email, password, site_title, origin } = setup;
    let planned = plan_user(ctx, NewUser { name, email, role: Role::Owner, password }).await?;
    let patch = site_settings::SitePatch { title: Some(site_title), ..site_settings::SitePatch::default() };
    let work = ctx.app.store.write(Priority::Interactive).await?;
    // Whoever takes the row away is the one; the others wait for its lock and then find nothing.
    if !settings::remove(&work, NAME, stored.version).await? {
        return Ok(None);
    }
    let user = insert_planned(&work, planned).await?;
    event_log::append(&work, ActorRef::User(user.id), ctx.now(), user.event(EventKind::UserCreated)).await?;
    site_settings::patch(ctx, &work, patch).await?;
    let lifetime = Lifetime::Browser;
    let secret = sessions::start(&work, user.id, lifetime, origin, ctx.now()).await?;
    work.commit().await?;
    Ok(Some(SignedIn { user, secret, lifetime }))
}

/// Takes the token back in the unit of work that makes an owner by another way.
pub(crate) async fn forget_token(work: &UnitOfWork) -> Result<(), StoreError> {
    if let Some(stored) = settings::find(work, NAME).await? {
        settings::remove(work, NAME, stored.version).await?;
    }
    Ok(())
}

fn is_right(stored: &Setting, token: &str) -> bool {
    let Ok(StoredToken { hash }) = serde_json::from_str(&stored.value) else { return false };
    secrets::hash_of(token).ct_eq(&hash).into()
}
