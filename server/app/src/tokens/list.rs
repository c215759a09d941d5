//! Look up tokens.

use galley_domain::ids::TokenId;
use galley_domain::roles::Permission;
use galley_store::tokens;

use super::token::Token;
use crate::context::Ctx;
use crate::error::AppError;
use crate::paging::{Page, PageRequest};

/// One token.
pub async fn find(ctx: &Ctx, id: TokenId) -> Result<Token, AppError> {
    ctx.require(Permission::ManageTokens)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let found = tokens::find(&snapshot, id).await?;
    found.map(Token::from).ok_or_else(|| AppError::not_found("token", id))
}

/// Tokens, oldest first; those that have expired are among them until they are revoked.
pub async fn list(ctx: &Ctx, page: &PageRequest<TokenId>) -> Result<Page<Token, TokenId>, AppError> {
    ctx.require(Permission::ManageTokens)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let rows = tokens::list(&snapshot, page.after, page.limit() + 1).await?;
    let total = tokens::count(&snapshot).await?;
    Ok(Page::of(rows.into_iter().map(Token::from).collect(), (page.limit(), total), |token| token.id))
}
