//! The page of a draft, for whoever has a link to it.

use std::sync::Arc;

use galley_domain::locales::Locale;
use galley_render::preview;
use galley_store::documents;

use super::answer::Drawn;
use super::draw::Canvas;
use super::entry;
use super::reading::Reading;
use crate::cache::Recording;
use crate::context::Ctx;
use crate::error::AppError;
use crate::previews::{self, Previewed};

/// A previewed draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewPage {
    pub html: String,
    /// What the policy of the page must allow as styles beside the theme's files.
    pub style_hashes: Vec<String>,
}

/// What a preview link shows at this moment: the draft in the theme of the site, with a line above it that says so.
/// None when the link is none (any more), or there is no such draft (any more).
pub async fn preview(ctx: &Ctx, token: &str) -> Result<Option<PreviewPage>, AppError> {
    let snapshot = Arc::new(ctx.app.store.snapshot().await?);
    let Some(Previewed { document, locale }) = previews::open(&ctx.app, snapshot.as_ref(), token).await?
    else {
        return Ok(None);
    };
    let model = ctx.model();
    let header = documents::by_id(snapshot.as_ref(), document).await?;
    let stored = header.and_then(|header| model.by_id(header.content_type).cloned());
    let Some(stored) = stored.filter(|stored| stored.schema.public) else { return Ok(None) };
    if stored.schema.localized == (locale == Locale::none()) {
        return Ok(None);
    }
    let moment = Arc::new(galley_store::Reading::through(Arc::clone(&snapshot)));
    let reading =
        Reading { model, moment, locale, recording: Recording::default(), reads: ctx.reads.clone() };
    let Some(item) = reading.draft(&snapshot, &stored, document).await? else { return Ok(None) };
    let canvas = Canvas::open(ctx, reading).await?;
    let Drawn { html, style_hash } = entry::draft(&canvas, &stored, item, document, ctx.now()).await?;
    Ok(Some(PreviewPage {
        html: preview::marked(&html, canvas.site()),
        style_hashes: style_hash.into_iter().chain([preview::STYLE_HASH.to_owned()]).collect(),
    }))
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn the_policy_of_a_preview_allows_its_own_style() {
        let hash = STANDARD.encode(Sha256::digest(preview::STYLE));
        assert_eq!(preview::STYLE_HASH, format!("sha256-{hash}"));
    }
}
