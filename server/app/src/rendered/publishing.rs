//! Rendering what is about to be published, before its commit begins.

use std::collections::{HashMap, HashSet};

use galley_domain::ids::{DocumentId, EntryId};
use galley_domain::schema::Model;
use galley_render::Wording;
use galley_render::markdown::{made_by, rendering_key};
use galley_store::rendered::{self, Rendering, RenderingHash, ShownBody};

use super::{rendering, wording};
use crate::commit::{Changes, RowKey};
use crate::context::Ctx;
use crate::error::AppError;

/// What bodies in a list of changes were rendered to.
#[derive(Debug, Default)]
pub(crate) struct RenderedBodies {
    /// The hash, and what made it, of each published row with a body.
    by_row: HashMap<(DocumentId, RowKey), (RenderingHash, String)>,
    renderings: Vec<Rendering>,
}

impl RenderedBodies {
    /// What one entry shows.
    pub(crate) fn shown(&self, document: DocumentId, key: &RowKey, entry: EntryId) -> Option<ShownBody> {
        let (hash, made_by) = self.by_row.get(&(document, key.clone()))?.clone();
        Some(ShownBody { entry, hash, made_by })
    }

    pub(crate) fn renderings(&self) -> &[Rendering] {
        &self.renderings
    }
}

/// A body that is about to be published.
struct Body {
    of: (DocumentId, RowKey),
    source: String,
    wording: Wording,
    hash: RenderingHash,
}

/// Renders the bodies that are about to be published, one permit for each, so that pages go on between them.
pub(crate) async fn bodies(ctx: &Ctx, changes: &[Changes]) -> Result<RenderedBodies, AppError> {
    let new = new_bodies(&ctx.model(), changes);
    let mut done = kept_already(ctx, &new).await?;
    let mut bodies = RenderedBodies::default();
    for Body { of, source, wording, hash } in new {
        bodies.by_row.insert(of, (hash, made_by(wording)));
        if !done.insert(hash) {
            continue;
        }
        let permit = ctx.app.rendering.acquire().await.map_err(AppError::internal)?;
        let rendered = tokio::task::spawn_blocking(move || rendering(wording, &source)).await;
        drop(permit);
        bodies.renderings.extend(rendered.map_err(AppError::internal)?);
    }
    Ok(bodies)
}

fn new_bodies(model: &Model, changes: &[Changes]) -> Vec<Body> {
    let mut new = Vec::new();
    for change in changes {
        for row in &change.rows {
            let Some(source) = row.body.clone() else { continue };
            let wording = wording(model, &row.key.locale);
            let hash = rendering_key(wording, &source);
            new.push(Body { of: (change.document, row.key.clone()), source, wording, hash });
        }
    }
    new
}

/// What an earlier publication left is not made again.
async fn kept_already(ctx: &Ctx, bodies: &[Body]) -> Result<HashSet<RenderingHash>, AppError> {
    if bodies.is_empty() {
        return Ok(HashSet::new());
    }
    let hashes: Vec<RenderingHash> = bodies.iter().map(|body| body.hash).collect();
    let snapshot = ctx.app.store.snapshot().await?;
    Ok(rendered::known(&snapshot, &hashes).await?)
}
