//! The links to a draft.

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_store::preview_links;

use super::link::PreviewLink;
use crate::context::Ctx;
use crate::entries::state;
use crate::error::AppError;

/// Links to one draft at a time.
pub(super) const MOST_LINKS: u64 = 100;

/// Those that still show something, oldest first, for who may read the draft.
pub async fn list(ctx: &Ctx, document: DocumentId, locale: &Locale) -> Result<Vec<PreviewLink>, AppError> {
    state::get(ctx, document, locale).await?;
    let snapshot = ctx.app.store.snapshot().await?;
    let rows = preview_links::list(&snapshot, document, locale, ctx.now(), MOST_LINKS).await?;
    Ok(rows.into_iter().map(|row| PreviewLink::of(row, &ctx.app.config)).collect())
}
