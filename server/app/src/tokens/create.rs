//! Make a token: at most as powerful as whoever makes it.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::events::EventKind;
use galley_domain::roles::{Actor, Permission, Role, TokenScope};
use galley_domain::schema::Model;
use galley_store::tokens::NewTokenRow;
use galley_store::{Priority, tokens};

use super::token::Token;
use crate::context::Ctx;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};
use crate::secrets::Secret;

const PREFIX: &str = "gly_";
/// Characters of the secret that lists show, the fixed prefix included.
const SHOWN: usize = 10;
const LONGEST_NAME: usize = 255;
/// Ten years, in days: whoever wants a longer time says that there shall be no end.
const LONGEST_EXPIRY: u32 = 3_650;
const DAY: i64 = 24 * 3_600_000_000;

/// When a token ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    Days(u32),
    Never,
}

impl Default for Expiry {
    fn default() -> Self {
        Self::Days(90)
    }
}

#[derive(Debug, Clone)]
pub struct NewToken {
    pub name: String,
    pub role: Role,
    pub scope: TokenScope,
    pub expiry: Expiry,
}

/// A token, and its secret for the one answer that shows it.
#[derive(Debug)]
pub struct CreatedToken {
    pub token: Token,
    pub secret: Secret,
}

/// Makes a token whose role and scope are within those of the actor.
pub async fn create(ctx: &Ctx, input: NewToken) -> Result<CreatedToken, AppError> {
    ctx.require(Permission::ManageTokens)?;
    if !ctx.actor.role().may_grant(input.role) || !within_own_scope(&ctx.actor, &input.scope) {
        return Err(AppError::Forbidden(Permission::ManageTokens));
    }
    ctx.require_recent_sign_in()?;
    let mut errors = FieldErrors::default();
    let name = checked_name(&input.name, &mut errors);
    check_scope(&ctx.model(), &input.scope, &mut errors);
    check_expiry(input.expiry, &mut errors);
    errors.or(())?;
    let now = ctx.now();
    let secret = Secret::new(PREFIX);
    let row = NewTokenRow {
        name,
        prefix: secret.reveal().chars().take(SHOWN).collect(),
        hash: secret.hash(),
        role: input.role,
        scope: input.scope,
        expires_at: match input.expiry {
            Expiry::Days(days) => Some(now + i64::from(days) * DAY),
            Expiry::Never => None,
        },
        created_at: now,
        created_by: Some(ctx.actor.reference()),
    };
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let token = Token::from(tokens::insert(&work, row).await?);
    let event = token.event(EventKind::TokenCreated);
    event_log::append(&work, ctx.actor.reference(), now, event).await?;
    // A retry gets the token without its secret: that was shown once or is lost.
    idempotency::remember(&work, ctx, Outcome::Token(&token)).await?;
    work.commit().await?;
    Ok(CreatedToken { token, secret })
}

/// A token makes no token that may more than itself.
fn within_own_scope(actor: &Actor, wanted: &TokenScope) -> bool {
    let Actor::Token { scope: own, .. } = actor else { return true };
    let types_within = match (&own.types, &wanted.types) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(own), Some(wanted)) => wanted.iter().all(|name| own.contains(name)),
    };
    types_within && wanted.scopes.iter().all(|scope| own.scopes.contains(scope))
}

fn checked_name(name: &str, errors: &mut FieldErrors) -> String {
    let name = name.trim();
    let path = FieldPath::of("name");
    if name.is_empty() {
        errors.add(path, FieldErrorCode::Required, "must not be empty");
    } else if name.chars().count() > LONGEST_NAME {
        let message = format!("must be at most {LONGEST_NAME} characters");
        errors.add(path, FieldErrorCode::TooLong, message);
    } else if name.chars().any(char::is_control) {
        errors.add(path, FieldErrorCode::ForbiddenCharacter, "must not contain control characters");
    }
    name.to_owned()
}

/// A limit that means nothing today could mean something tomorrow: to a type that is made later, or to nobody.
fn check_scope(model: &Model, scope: &TokenScope, errors: &mut FieldErrors) {
    let TokenScope { scopes, types } = scope;
    let path = FieldPath::of("scopes");
    if scopes.is_empty() {
        errors.add(
            path.clone(),
            FieldErrorCode::TooFew,
            "must name at least one scope, or be left out for all",
        );
    }
    refuse_repeated(&path, scopes, errors);
    let Some(types) = types else { return };
    let path = FieldPath::of("types");
    if types.is_empty() {
        errors.add(
            path.clone(),
            FieldErrorCode::TooFew,
            "must name at least one type, or be left out for all",
        );
    }
    refuse_repeated(&path, types, errors);
    for (index, name) in types.iter().enumerate() {
        if model.content_type(name).is_none() {
            let message = format!("there is no content type `{name}`");
            errors.add(path.index(index), FieldErrorCode::UnknownTarget, message);
        }
    }
}

fn refuse_repeated<T: PartialEq>(path: &FieldPath, list: &[T], errors: &mut FieldErrors) {
    for (index, item) in list.iter().enumerate() {
        if list[..index].contains(item) {
            errors.add(path.index(index), FieldErrorCode::Duplicate, "is there twice");
        }
    }
}

fn check_expiry(expiry: Expiry, errors: &mut FieldErrors) {
    let Expiry::Days(days) = expiry else { return };
    let path = FieldPath::of("expires_in_days");
    if days == 0 {
        errors.add(path, FieldErrorCode::TooSmall, "must be at least 1");
    } else if days > LONGEST_EXPIRY {
        let message = format!("must be at most {LONGEST_EXPIRY}, or null for a token without an end");
        errors.add(path, FieldErrorCode::TooLarge, message);
    }
}
