//! Look up redirects.

use galley_domain::ids::RedirectId;
use galley_domain::roles::Permission;
use galley_store::redirects;

use super::redirect::Redirect;
use crate::context::Ctx;
use crate::error::AppError;
use crate::paging::{Page, PageRequest};

/// Which redirects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RedirectFilter {
    /// The beginning of their path, decoded; empty for all.
    pub prefix: String,
}

pub async fn find(ctx: &Ctx, id: RedirectId) -> Result<Redirect, AppError> {
    ctx.require(Permission::ManageSettings)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let found = redirects::find(&snapshot, id).await?;
    found.map(Redirect::from).ok_or_else(|| AppError::not_found("redirect", id))
}

/// Redirects, oldest first.
pub async fn list(
    ctx: &Ctx,
    filter: &RedirectFilter,
    page: &PageRequest<RedirectId>,
) -> Result<Page<Redirect, RedirectId>, AppError> {
    ctx.require(Permission::ManageSettings)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let rows = redirects::list(&snapshot, &filter.prefix, page.after, page.limit() + 1).await?;
    let total = redirects::count(&snapshot, &filter.prefix).await?;
    Ok(Page::of(rows.into_iter().map(Redirect::from).collect(), (page.limit(), total), |redirect| {
        redirect.id
    }))
}
