//! Renders the bodies of published entries that lack theirs: of another renderer, of another language, or published by a
//! program that did not render.
//!
//! Readers do not need it: they render what is not kept. It can stop anywhere and go on later, because an entry that was
//! filled in lacks nothing any more.

use std::collections::{HashMap, HashSet};

use galley_domain::ids::{DocumentId, EntryId, EntryVersion};
use galley_domain::locales::{Locale, Stage};
use galley_domain::routes::body_field;
use galley_domain::schema::{Model, StoredType};
use galley_domain::values;
use galley_render::Wording;
use galley_render::markdown::{made_by, rendering_key};
use galley_store::entries::Entry;
use galley_store::rendered::{self, Rendering, RenderingHash, ShownBody, Wanted};
use galley_store::{Priority, StoreError, documents, entries};
use serde_json::{Map, Value};

use super::{rendering, wording};
use crate::context::App;
use crate::error::AppError;

/// Entries that are filled in together.
const BATCH: u64 = 500;
/// How often a batch is tried again when other writers are in the way.
const ATTEMPTS: usize = 10;

/// Gives how many entries were filled in.
pub async fn fill(app: &App) -> Result<u64, AppError> {
    let model = app.model();
    let mut filled = 0;
    for stored in model.types().filter(|stored| body_field(&stored.schema).is_some()) {
        let without = [Locale::none()];
        let locales = if stored.schema.localized { model.locales.as_slice() } else { &without };
        for locale in locales {
            filled += fill_locale(app, &model, stored, locale).await?;
        }
    }
    if filled > 0 {
        tracing::info!(filled, "Rendered the bodies of {filled} published entries");
    }
    Ok(filled)
}

async fn fill_locale(
    app: &App,
    model: &Model,
    stored: &StoredType,
    locale: &Locale,
) -> Result<u64, AppError> {
    let wording = wording(model, locale);
    let made_by = made_by(wording);
    let (mut after, mut filled) = (EntryId(0), 0);
    loop {
        let snapshot = app.store.snapshot().await?;
        let wanted = Wanted { content_type: stored.id, locale, made_by: &made_by };
        let lacking = rendered::lacking(&snapshot, wanted, after, BATCH).await?;
        let Some(last) = lacking.last() else { return Ok(filled) };
        after = last.id;
        let bodies = bodies(model, stored, wording, &lacking)?;
        let hashes: Vec<RenderingHash> = bodies.iter().map(|body| body.hash).collect();
        let known = rendered::known(&snapshot, &hashes).await?;
        drop(snapshot);
        let renderings = rendered_anew(app, wording, &bodies, known).await?;
        filled += write(app, &bodies, &renderings, &made_by).await?;
    }
}

/// The body of one entry as it was read.
struct Body {
    entry: EntryId,
    document: DocumentId,
    version: EntryVersion,
    hash: RenderingHash,
    source: String,
}

fn bodies(
    model: &Model,
    stored: &StoredType,
    wording: Wording,
    lacking: &[Entry],
) -> Result<Vec<Body>, StoreError> {
    let mut bodies = Vec::with_capacity(lacking.len());
    for entry in lacking {
        let corrupt = |error: serde_json::Error| StoreError::Corrupt {
            table: "entries",
            problem: format!("entry {}: {error}", entry.id),
        };
        let data: Map<String, Value> = serde_json::from_str(&entry.data).map_err(corrupt)?;
        let data = values::upcast(model, stored, entry.schema_version, &data);
        let field = body_field(&stored.schema).and_then(|field| data.get(&field.name));
        // An entry without a text shows nothing, which is noted as well, or it would be read at each start.
        let source = field.and_then(Value::as_str).unwrap_or_default().to_owned();
        bodies.push(Body {
            entry: entry.id,
            document: entry.document,
            version: entry.version,
            hash: rendering_key(wording, &source),
            source,
        });
    }
    Ok(bodies)
}

/// One permit for each, so that pages go on between them.
async fn rendered_anew(
    app: &App,
    wording: Wording,
    bodies: &[Body],
    mut done: HashSet<RenderingHash>,
) -> Result<Vec<Rendering>, AppError> {
    let mut renderings = Vec::new();
    for body in bodies {
        if !done.insert(body.hash) {
            continue;
        }
        let permit = app.rendering.acquire().await.map_err(AppError::internal)?;
        let source = body.source.clone();
        let rendered = tokio::task::spawn_blocking(move || rendering(wording, &source)).await;
        drop(permit);
        renderings.extend(rendered.map_err(AppError::internal)?);
    }
    Ok(renderings)
}

async fn write(app: &App, bodies: &[Body], renderings: &[Rendering], made_by: &str) -> Result<u64, AppError> {
    let mut attempt = 1;
    loop {
        match try_write(app, bodies, renderings, made_by).await {
            Err(StoreError::Busy | StoreError::Retry(_)) if attempt < ATTEMPTS => attempt += 1,
            other => return Ok(other?),
        }
    }
}

async fn try_write(
    app: &App,
    bodies: &[Body],
    renderings: &[Rendering],
    made_by: &str,
) -> Result<u64, StoreError> {
    let work = app.store.write(Priority::Batch).await?;
    let mut ids: Vec<DocumentId> = bodies.iter().map(|body| body.document).collect();
    ids.sort();
    ids.dedup();
    documents::lock(&work, &ids).await?;
    // Read again under the lock: whoever published meanwhile has noted what the entry shows now.
    let heads = entries::heads(&work, &ids).await?;
    let versions: HashMap<EntryId, EntryVersion> = heads
        .into_iter()
        .filter(|head| head.stage == Stage::Published)
        .map(|head| (head.id, head.version))
        .collect();
    let same = |body: &&Body| versions.get(&body.entry) == Some(&body.version);
    let shown: Vec<ShownBody> = bodies
        .iter()
        .filter(same)
        .map(|body| ShownBody { entry: body.entry, hash: body.hash, made_by: made_by.to_owned() })
        .collect();
    rendered::keep(&work, renderings).await?;
    rendered::show(&work, &shown).await?;
    work.commit().await?;
    Ok(u64::try_from(shown.len()).unwrap_or(u64::MAX))
}
