//! Change an account: its name, its role, whether it may sign in.

use galley_domain::errors::FieldErrors;
use galley_domain::events::EventKind;
use galley_domain::ids::{EntryVersion, UserId};
use galley_domain::roles::{ActorRef, Permission, Role};
use galley_store::users::UserRow;
use galley_store::{Priority, StoreError, UnitOfWork, sessions, users};
use serde_json::{Map, Value};

use super::user::User;
use super::{fields, owners};
use crate::context::Ctx;
use crate::error::{AppError, Conflict};
use crate::event_log;
use crate::idempotency::{self, Outcome};

/// What to change; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct UserPatch {
    pub name: Option<String>,
    pub email: Option<String>,
    pub role: Option<Role>,
    pub suspended: Option<bool>,
}

/// Changes an account that is still at the version `expected`.
///
/// A change of role or a suspension ends all its sessions. People may change their own name and address and nothing
/// else; all but the name needs a password that was given of late.
pub async fn update(ctx: &Ctx, id: UserId, expected: i64, patch: UserPatch) -> Result<User, AppError> {
    let own = ctx.actor.reference() == ActorRef::User(id);
    let only_own = patch.role.is_none() && patch.suspended.is_none();
    if !(own && only_own) {
        ctx.require(Permission::ManageUsers)?;
    }
    if !only_own || patch.email.is_some() {
        ctx.require_recent_sign_in()?;
    }
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let before = users::lock(&work, id).await?.ok_or_else(|| AppError::not_found("user", id))?;
    if !own && !ctx.actor.role().may_grant(before.role) {
        return Err(AppError::Forbidden(Permission::ManageUsers));
    }
    let after = planned(ctx, &before, expected, patch)?;
    write(ctx, &work, &before, &after).await?;
    let user = User::from(after);
    idempotency::remember(&work, ctx, Outcome::User(&user)).await?;
    work.commit().await?;
    Ok(user)
}

/// What deleting an account means: it stays, because history names it, and cannot sign in any more.
pub async fn suspend(ctx: &Ctx, id: UserId, expected: i64) -> Result<User, AppError> {
    update(ctx, id, expected, UserPatch { suspended: Some(true), ..UserPatch::default() }).await
}

fn planned(ctx: &Ctx, before: &UserRow, expected: i64, patch: UserPatch) -> Result<UserRow, AppError> {
    if before.version != expected {
        return Err(conflict(before, expected));
    }
    let mut after = before.clone();
    if let Some(name) = patch.name {
        let mut errors = FieldErrors::default();
        after.name = fields::name(&name, &mut errors);
        errors.or(())?;
    }
    if let Some(email) = patch.email {
        let mut errors = FieldErrors::default();
        after.email = fields::email(&email, &mut errors);
        errors.or(())?;
        after.email_key = fields::email_key(&after.email);
    }
    if let Some(role) = patch.role {
        if !ctx.actor.may_grant(role) {
            return Err(AppError::Forbidden(Permission::ManageUsers));
        }
        after.role = role;
    }
    if let Some(suspended) = patch.suspended {
        after.suspended_at = suspended.then(|| before.suspended_at.unwrap_or_else(|| ctx.now()));
    }
    after.version += 1;
    after.updated_at = ctx.now();
    Ok(after)
}

async fn write(ctx: &Ctx, work: &UnitOfWork, before: &UserRow, after: &UserRow) -> Result<(), AppError> {
    match users::update(work, after).await {
        Err(StoreError::UniqueViolation { .. }) => return Err(fields::email_taken().into()),
        other => other?,
    }
    let suspended_now = before.suspended_at.is_none() && after.suspended_at.is_some();
    if suspended_now || before.role != after.role {
        sessions::remove_of_user(work, after.id).await?;
    }
    let event = User::from(after.clone()).event(EventKind::UserChanged);
    event_log::append(work, ctx.actor.reference(), ctx.now(), event).await?;
    if before.role == Role::Owner {
        owners::require_one(work).await?;
    }
    Ok(())
}

fn conflict(found: &UserRow, expected: i64) -> AppError {
    let data: Map<String, Value> = [
        ("name".to_owned(), Value::from(found.name.clone())),
        ("email".to_owned(), Value::from(found.email.clone())),
        ("role".to_owned(), Value::from(found.role.as_str())),
        ("suspended".to_owned(), Value::from(found.suspended_at.is_some())),
    ]
    .into_iter()
    .collect();
    AppError::Conflict(Box::new(Conflict {
        expected: EntryVersion(expected),
        found: EntryVersion(found.version),
        author: None,
        changed_at: found.updated_at,
        data,
    }))
}
