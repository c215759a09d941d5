//! Brings rows that an older version of their type wrote up to date, 500 a commit.
//!
//! Reading them works without it; it ends the time in which they take the slow path and are found by yesterday's
//! fields. It can stop anywhere and go on later: a row that was rewritten is not stale any more, and the type says up
//! to which version all its rows are. Revisions are never rewritten.

use std::collections::HashSet;
use std::sync::Arc;

use galley_domain::events::{ChangedModel, Event, EventKind, Subject};
use galley_domain::ids::{DocumentId, EntryId};
use galley_domain::locales::Stage;
use galley_domain::roles::ActorRef;
use galley_domain::schema::{Model, StoredType};
use galley_domain::values::{self, Derived};
use galley_store::entries::Entry;
use galley_store::events::NewEvent;
use galley_store::field_values::EntryValues;
use galley_store::links::EntryLinks;
use galley_store::unique_values::{HeldValue, UniqueKey};
use galley_store::{
    Priority, StoreError, UnitOfWork, content_types, documents, entries, events, field_values, links,
    patiently, rendered, unique_values,
};
use serde_json::{Map, Value};

use super::load::reload;
use crate::context::App;
use crate::error::AppError;
use crate::rendered::fill;
use crate::routes::{replan_type, settle};

const BATCH: u64 = 500;

/// In a supervised task: rewrites what is stale, moves pages to where model and settings have them, and renders what
/// published entries lack.
pub fn start_rewriting(app: &Arc<App>) {
    let owned = Arc::clone(app);
    app.tasks.spawn(async move {
        let following = async {
            rewrite_stale(&owned).await?;
            settle(&owned).await?;
            fill(&owned).await.map(drop)
        };
        if let Some(Err(error)) = owned.stopping.run_until_cancelled(following).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "Rewriting entries for the changed model or settings stopped; it goes on at the next start"
            );
        }
    });
}

/// Rewrites the stale rows of every type and says how many there were.
pub async fn rewrite_stale(app: &App) -> Result<u64, AppError> {
    reload(app).await?;
    let model = app.model();
    let snapshot = app.store.snapshot().await?;
    let rows = content_types::all(&snapshot).await?;
    drop(snapshot);
    let mut total = 0;
    for row in rows.iter().filter(|row| row.rewritten_version < row.model.version) {
        let Some(stored) = model.by_id(row.id) else { continue };
        let rewritten = rewrite_type(app, &model, stored).await?;
        tracing::info!(
            content_type = %stored.schema.singular,
            schema_version = stored.version.0,
            rewritten,
            "Rewrote the entries of {} for its version {}",
            stored.schema.singular,
            stored.version
        );
        total += rewritten;
    }
    Ok(total)
}

async fn rewrite_type(app: &App, model: &Model, stored: &StoredType) -> Result<u64, AppError> {
    let mut after = EntryId(0);
    let mut rewritten = 0;
    loop {
        let snapshot = app.store.snapshot().await?;
        let stale = entries::stale(&snapshot, stored.id, stored.version, after, BATCH).await?;
        drop(snapshot);
        let Some(last) = stale.last() else { break };
        after = last.id;
        rewritten += patiently(|| batch(app, model, stored, &stale)).await?;
    }
    replan_type(app, model, stored).await?;
    let work = app.store.write(Priority::Batch).await?;
    content_types::set_rewritten(&work, stored.id, stored.version).await?;
    work.commit().await?;
    Ok(rewritten)
}

async fn batch(app: &App, model: &Model, stored: &StoredType, stale: &[Entry]) -> Result<u64, StoreError> {
    let work = app.store.write(Priority::Batch).await?;
    let mut ids: Vec<DocumentId> = stale.iter().map(|entry| entry.document).collect();
    ids.dedup();
    let locked = documents::lock(&work, &ids).await?;
    let trashed: HashSet<DocumentId> =
        locked.iter().filter(|document| document.trashed_at.is_some()).map(|document| document.id).collect();
    // Read again under the lock: what somebody has saved meanwhile is of the new version already.
    let ids: Vec<EntryId> = stale.iter().map(|entry| entry.id).collect();
    let current = entries::by_ids(&work, &ids).await?;
    let mut rewritten = Vec::new();
    for entry in current.into_iter().filter(|entry| entry.schema_version < stored.version) {
        let is_trashed = entry.trashed_at.is_some() || trashed.contains(&entry.document);
        rewritten.push(rewrite_one(model, stored, entry, is_trashed)?);
    }
    write(&work, &rewritten).await?;
    if !rewritten.is_empty() {
        events::append(&work, &[event(stored, app.clock.now())]).await?;
    }
    work.commit().await?;
    Ok(u64::try_from(rewritten.len()).unwrap_or(u64::MAX))
}

/// What these rows are found by changed, although nobody changed what they say.
fn event(stored: &StoredType, now: i64) -> NewEvent {
    let types = vec![stored.schema.singular.to_string()];
    let detail = ChangedModel { types, ids: vec![stored.id], outline: false }.detail();
    let event =
        Event { kind: EventKind::EntriesRewritten, subject: Subject::Other { document: None, detail } };
    NewEvent { event, actor: ActorRef::System, at: now }
}

struct Rewritten {
    entry: Entry,
    derived: Derived,
}

fn rewrite_one(
    model: &Model,
    stored: &StoredType,
    mut entry: Entry,
    is_trashed: bool,
) -> Result<Rewritten, StoreError> {
    let corrupt = |error: serde_json::Error| StoreError::Corrupt {
        table: "entries",
        problem: format!("entry {}: {error}", entry.id),
    };
    let data: Map<String, Value> = serde_json::from_str(&entry.data).map_err(corrupt)?;
    let data = values::upcast(model, stored, entry.schema_version, &data);
    let mut derived = derived(model, stored, &data);
    if is_trashed {
        // The trash keeps links for "where used" and nothing that could be found or would collide.
        derived.values.clear();
        derived.uniques.clear();
    }
    entry.row.served = values::served(&stored.schema, &data);
    entry.row.slug.clone_from(&derived.slug);
    entry.row.schema_version = stored.version;
    entry.row.data = Value::Object(data).to_string();
    Ok(Rewritten { entry, derived })
}

/// The rows beside a document, the references of its Markdown among them.
pub(crate) fn derived(model: &Model, stored: &StoredType, data: &Map<String, Value>) -> Derived {
    let references = |markdown: &str| {
        let found = galley_render::markdown::references(markdown);
        (found.assets, found.documents)
    };
    values::derive(stored, model, data, &references)
}

async fn write(work: &UnitOfWork, rewritten: &[Rewritten]) -> Result<(), StoreError> {
    let ids: Vec<EntryId> = rewritten.iter().map(|one| one.entry.id).collect();
    for one in rewritten {
        entries::update(work, &one.entry).await?;
    }
    field_values::delete(work, &ids).await?;
    let leaves: Vec<EntryValues<'_>> = rewritten
        .iter()
        .map(|one| EntryValues {
            entry: one.entry.id,
            stage: one.entry.stage,
            locale: &one.entry.row.locale,
            values: &one.derived.values,
        })
        .collect();
    field_values::insert(work, &leaves).await?;
    links::delete(work, &ids).await?;
    let targets: Vec<EntryLinks<'_>> = rewritten
        .iter()
        .map(|one| EntryLinks {
            entry: one.entry.id,
            stage: one.entry.stage,
            locale: &one.entry.row.locale,
            links: &one.derived.links,
        })
        .collect();
    links::insert(work, &targets).await?;
    // Another field may be the body now; what is shown is found out again.
    rendered::remove_bodies(work, &ids).await?;
    unique_values::delete_for_entries(work, &ids).await?;
    let collisions = unique_values::insert_all(work, &held_values(rewritten)).await?;
    if let Some(collision) = collisions.first() {
        // A change that could cause one is refused when the model is changed.
        let problem = format!("entry {} holds a value that must be unique", collision.entry);
        return Err(StoreError::Corrupt { table: "unique_values", problem });
    }
    Ok(())
}

fn held_values(rewritten: &[Rewritten]) -> Vec<HeldValue> {
    let published = rewritten.iter().filter(|one| one.entry.stage == Stage::Published);
    published
        .flat_map(|one| {
            one.derived.uniques.iter().map(|unique| HeldValue {
                key: UniqueKey { path: unique.path, locale: one.entry.locale.clone(), hash: unique.hash },
                entry: one.entry.id,
                document: one.entry.document,
            })
        })
        .collect()
}
