//! Bodies of published entries, rendered when they are published instead of whenever they are read.
//!
//! Rendering is done before a commit begins, off the async threads; the commit writes the result beside the entry. A
//! page takes it when it was made from the very source that the page would render, by this renderer, and renders
//! otherwise: entries that were published before, or written by a program without this table, are right all the same.

use std::collections::HashMap;

use galley_domain::ids::{DocumentId, EntryId};
use galley_render::Rendered;
use galley_render::markdown::{KeptRendered, RENDERER, source_hash};
use galley_store::rendered::{RenderedRow, Rendering};
use galley_store::{Priority, Transaction, rendered};

use crate::commit::{Changes, RowKey};
use crate::context::{App, Ctx};
use crate::error::AppError;

/// Rows of older renderers that one round of housekeeping removes.
const SWEPT: u64 = 1000;

/// What bodies in a list of changes were rendered to.
#[derive(Debug, Default)]
pub(crate) struct RenderedBodies(HashMap<(DocumentId, RowKey), Rendering>);

impl RenderedBodies {
    /// The row of one entry.
    pub(crate) fn row(&self, document: DocumentId, key: &RowKey, entry: EntryId) -> Option<RenderedRow> {
        let rendering = self.0.get(&(document, key.clone()))?.clone();
        Some(RenderedRow { entry, rendering })
    }
}

/// Renders the bodies that are about to be published, one permit for each, so that pages go on between them.
pub(crate) async fn bodies(ctx: &Ctx, changes: &[Changes]) -> Result<RenderedBodies, AppError> {
    let mut bodies = RenderedBodies::default();
    for change in changes {
        for row in &change.rows {
            let Some(source) = row.body.clone() else { continue };
            let permit = ctx.app.rendering.acquire().await.map_err(AppError::internal)?;
            let rendering = tokio::task::spawn_blocking(move || rendering(&source)).await;
            drop(permit);
            // A source that cannot be rendered is published; its page says what is wrong.
            if let Some(rendering) = rendering.map_err(AppError::internal)? {
                bodies.0.insert((change.document, row.key.clone()), rendering);
            }
        }
    }
    Ok(bodies)
}

fn rendering(source: &str) -> Option<Rendering> {
    let KeptRendered { html, toc, excerpt } = galley_render::render(source).ok()?.kept()?;
    Some(Rendering { source_hash: source_hash(source), renderer: RENDERER, html, toc, excerpt })
}

/// What the body of an entry was rendered to, when that is what rendering `source` would give.
pub(crate) async fn kept(
    transaction: &impl Transaction,
    entry: EntryId,
    source: &str,
) -> Result<Option<Rendered>, AppError> {
    let found = rendered::find(transaction, entry).await?;
    let current =
        found.filter(|found| found.renderer == RENDERER && found.source_hash == source_hash(source));
    Ok(current.and_then(|Rendering { html, toc, excerpt, .. }| {
        Rendered::restored(KeptRendered { html, toc, excerpt })
    }))
}

/// Removes what other renderers made; nobody reads it any more.
pub(crate) async fn sweep(app: &App) -> Result<usize, AppError> {
    let work = app.store.write(Priority::Batch).await?;
    let removed = rendered::remove_of_other_renderers(&work, RENDERER, SWEPT).await?;
    work.commit().await?;
    Ok(removed)
}
