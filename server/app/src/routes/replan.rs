//! Moves pages whose path is not what the pattern of their type says: after a changed pattern, default locale or time
//! zone. The old paths lead to the new ones.
//!
//! It looks without a lock and writes what differs, some hundred pages a commit, so that a site is read and written
//! meanwhile. Pages that want each other's paths move together, of whichever types they are. It can stop anywhere and be
//! done again: what is in its place is left alone.

use std::collections::{BTreeMap, HashSet};

use galley_domain::events::{Event, Moved};
use galley_domain::ids::{ContentTypeId, DocumentId, EntryId};
use galley_domain::locales::Locale;
use galley_domain::roles::ActorRef;
use galley_domain::routes::Tree;
use galley_domain::schema::{Model, StoredType};
use galley_store::routes::{self, Route, RouteTarget};
use galley_store::{Priority, StoreError, UnitOfWork, content_types, documents, entries, patiently};

use super::misplaced::Misplaced;
use super::together::Together;
use crate::context::App;
use crate::error::AppError;
use crate::event_log;

/// Pages that are looked at together.
const BATCH: u64 = 500;
/// A page may wait for the path of one that has yet to move, and that one for another.
const PASSES: usize = 4;

/// What a pass did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Pass {
    moved: u64,
    /// Pages that stay where they are, because something else has their path.
    blocked: u64,
}

/// Puts all published entries of the type where their pattern says; gives how many moved.
pub(crate) async fn replan_type(app: &App, model: &Model, stored: &StoredType) -> Result<u64, AppError> {
    let mut moved = 0;
    for _ in 0..PASSES {
        let pass = pass(app, model, stored).await?;
        moved += pass.moved;
        if pass.blocked == 0 || pass.moved == 0 {
            if pass.blocked > 0 {
                tracing::warn!(
                    content_type = %stored.schema.singular,
                    pages = pass.blocked,
                    "{} pages of {} keep their old paths, because their new ones are taken",
                    pass.blocked,
                    stored.schema.singular
                );
            }
            break;
        }
    }
    Ok(moved)
}

async fn pass(app: &App, model: &Model, stored: &StoredType) -> Result<Pass, AppError> {
    let mut done = Pass::default();
    let mut after = EntryId(0);
    loop {
        let snapshot = app.store.snapshot().await?;
        let heads = entries::published_heads(&snapshot, stored.id, after, BATCH).await?;
        let Some(last) = heads.last() else { break };
        after = last.id;
        let together = Together::of(&snapshot, model, (stored.id, heads)).await?;
        drop(snapshot);
        if together.is_empty() {
            continue;
        }
        let batch = patiently(|| batch(app, model, &together)).await?;
        done = Pass { moved: done.moved + batch.moved, blocked: done.blocked + batch.blocked };
    }
    Ok(done)
}

async fn batch(app: &App, model: &Model, together: &Together) -> Result<Pass, StoreError> {
    let work = app.store.write(Priority::Batch).await?;
    let is_tree = |id: &ContentTypeId| model.by_id(*id).is_some_and(|stored| Tree::of(stored).is_some());
    let (alone, shared): (Vec<ContentTypeId>, Vec<ContentTypeId>) = together.types().partition(is_tree);
    content_types::lock_versions_alone(&work, &alone).await?;
    content_types::lock_versions(&work, &shared).await?;
    documents::lock(&work, &together.documents()).await?;
    // Read again under the lock: somebody may have moved or unpublished some of them.
    let wanted = together.misplaced(&work, model).await?;
    let now = app.clock.now();
    let (events, blocked) = put(&work, wanted, now).await?;
    let moved = u64::try_from(events.len()).unwrap_or(u64::MAX);
    event_log::append_many(&work, ActorRef::System, now, events).await?;
    work.commit().await?;
    Ok(Pass { moved, blocked })
}

/// All leave before any comes, so that pages can change places.
async fn put(work: &UnitOfWork, wanted: Vec<Misplaced>, now: i64) -> Result<(Vec<Event>, u64), StoreError> {
    let (wanted, blocked) = without_taken(work, wanted).await?;
    let mut leaving: BTreeMap<&Locale, Vec<DocumentId>> = BTreeMap::new();
    for page in &wanted {
        leaving.entry(&page.locale).or_default().push(page.document);
    }
    for (locale, documents) in leaving {
        routes::leave_redirects(work, &documents, locale).await?;
    }
    let paths: Vec<&str> = wanted.iter().filter_map(|page| page.planned.as_deref()).collect();
    routes::delete_paths(work, &paths).await?;
    let route = |page: &Misplaced| {
        let target = RouteTarget::Entry { content_type: page.content_type, document: page.document };
        Some(Route { path: page.planned.clone()?, locale: page.locale.clone(), target, created_at: now })
    };
    let entries: Vec<Route> = wanted.iter().filter_map(route).collect();
    routes::insert_all(work, &entries).await?;
    Ok((wanted.into_iter().filter_map(moved).collect(), blocked))
}

/// Leaves out what would take a path from a page that stays, or from an operator's redirect. An old path gives way.
async fn without_taken(
    work: &UnitOfWork,
    mut wanted: Vec<Misplaced>,
) -> Result<(Vec<Misplaced>, u64), StoreError> {
    let paths: Vec<&str> = wanted.iter().filter_map(|page| page.planned.as_deref()).collect();
    let mut holders = routes::by_paths(work, &paths).await?;
    holders.retain(|holder| !matches!(holder.target, RouteTarget::RedirectToEntry { .. }));
    let all = wanted.len();
    loop {
        let leaving: HashSet<String> = wanted.iter().filter_map(|page| page.held.clone()).collect();
        let held = holders.iter().map(|holder| holder.path.clone());
        let mut taken: HashSet<String> = held.filter(|path| !leaving.contains(path)).collect();
        let before = wanted.len();
        wanted.retain(|page| page.planned.as_ref().is_none_or(|planned| taken.insert(planned.clone())));
        // Whoever was left out stays, and its path is not free any more.
        if wanted.len() == before {
            let blocked = u64::try_from(all - before).unwrap_or(u64::MAX);
            return Ok((wanted, blocked));
        }
    }
}

fn moved(page: Misplaced) -> Option<Event> {
    let Misplaced { document, locale, held, planned, .. } = page;
    Some(Event::moved(document, &Moved { locale, from: held?, to: planned? }))
}
