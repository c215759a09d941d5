//! What sources were rendered to, for pages, lists and feeds.

use std::collections::HashMap;

use galley_render::markdown::{KeptRendered, rendering_key};
use galley_render::{Rendered, Wording};
use galley_store::RowSource;
use galley_store::rendered::{self, Rendering, RenderingHash};

use crate::error::AppError;

/// What is kept of one source.
pub(crate) async fn kept<'a>(
    moment: impl Into<RowSource<'a>>,
    wording: Wording,
    source: &str,
) -> Result<Option<Rendered>, AppError> {
    Ok(all_kept(moment, wording, &[source]).await?.into_values().next())
}

/// What is kept of each source, by [`rendering_key`].
pub(crate) async fn all_kept<'a>(
    moment: impl Into<RowSource<'a>>,
    wording: Wording,
    sources: &[&str],
) -> Result<HashMap<RenderingHash, Rendered>, AppError> {
    let found = rendered::by_hashes(moment, &hashes(wording, sources)).await?;
    Ok(found.into_iter().filter_map(|(hash, rendering)| Some((hash, restored(rendering)?))).collect())
}

/// The beginnings of the sources whose renderings are kept, by [`rendering_key`].
pub(crate) async fn excerpts<'a>(
    moment: impl Into<RowSource<'a>>,
    wording: Wording,
    sources: &[&str],
) -> Result<HashMap<RenderingHash, String>, AppError> {
    Ok(rendered::excerpts(moment, &hashes(wording, sources)).await?)
}

fn hashes(wording: Wording, sources: &[&str]) -> Vec<RenderingHash> {
    sources.iter().map(|source| rendering_key(wording, source)).collect()
}

fn restored(rendering: Rendering) -> Option<Rendered> {
    let Rendering { hash: _, html, toc, excerpt } = rendering;
    Rendered::restored(KeptRendered { html, toc, excerpt })
}
