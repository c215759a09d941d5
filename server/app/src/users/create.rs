//! Make an account.

use galley_domain::errors::FieldErrors;
use galley_domain::events::EventKind;
use galley_domain::roles::{Permission, Role};
use galley_store::users::NewUserRow;
use galley_store::{Priority, StoreError, UnitOfWork, users};

use super::fields;
use super::password::{self, NewPassword};
use super::user::User;
use crate::context::Ctx;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};
use crate::setup;

/// What an account begins with.
#[derive(Debug, Clone)]
pub struct NewUser {
    pub name: String,
    pub email: String,
    pub role: Role,
    pub password: NewPassword,
}

/// An account that is ready to be written.
#[derive(Debug)]
pub(crate) struct PlannedUser(NewUserRow);

/// Makes an account. Nobody gives a role that may more than they may.
pub async fn create(ctx: &Ctx, input: NewUser) -> Result<User, AppError> {
    ctx.require(Permission::ManageUsers)?;
    if !ctx.actor.may_grant(input.role) {
        return Err(AppError::Forbidden(Permission::ManageUsers));
    }
    ctx.require_recent_sign_in()?;
    let planned = plan_user(ctx, input).await?;
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let user = insert_planned(&work, planned).await?;
    if user.role == Role::Owner {
        setup::forget_token(&work).await?;
    }
    event_log::append(&work, ctx.actor.reference(), ctx.now(), user.event(EventKind::UserCreated)).await?;
    idempotency::remember(&work, ctx, Outcome::User(&user)).await?;
    work.commit().await?;
    Ok(user)
}

/// Checks and hashes, which takes long, before any transaction.
pub(crate) async fn plan_user(ctx: &Ctx, input: NewUser) -> Result<PlannedUser, AppError> {
    let mut errors = FieldErrors::default();
    let name = fields::name(&input.name, &mut errors);
    let email = fields::email(&input.email, &mut errors);
    errors.or(())?;
    let words = [name.clone(), email.clone()];
    let password_hash = password::hash_new(&ctx.app, input.password, &words).await?;
    Ok(PlannedUser(NewUserRow {
        email_key: fields::email_key(&email),
        email,
        name,
        password_hash: Some(password_hash),
        role: input.role,
        created_at: ctx.now(),
    }))
}

pub(crate) async fn insert_planned(work: &UnitOfWork, planned: PlannedUser) -> Result<User, AppError> {
    match users::insert(work, planned.0).await {
        Ok(row) => Ok(row.into()),
        Err(StoreError::UniqueViolation { .. }) => Err(fields::email_taken().into()),
        Err(error) => Err(error.into()),
    }
}
