//! End a token.

use galley_domain::events::EventKind;
use galley_domain::ids::TokenId;
use galley_domain::roles::Permission;
use galley_store::{Priority, tokens};

use super::token::Token;
use crate::context::Ctx;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};

/// Ends a token: the next request with it is refused.
pub async fn revoke(ctx: &Ctx, id: TokenId) -> Result<(), AppError> {
    ctx.require(Permission::ManageTokens)?;
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let row = tokens::find(&work, id).await?.ok_or_else(|| AppError::not_found("token", id))?;
    if !ctx.actor.role().may_grant(row.role) {
        return Err(AppError::Forbidden(Permission::ManageTokens));
    }
    ctx.require_recent_sign_in()?;
    tokens::remove(&work, id).await?;
    let event = Token::from(row).event(EventKind::TokenRevoked);
    event_log::append(&work, ctx.actor.reference(), ctx.now(), event).await?;
    idempotency::remember(&work, ctx, Outcome::Nothing).await?;
    work.commit().await?;
    ctx.app.credentials.forget_tokens();
    Ok(())
}
