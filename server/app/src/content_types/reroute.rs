//! Moves the pages of entries whose type got another route pattern; the old paths lead to the new ones.

use std::collections::BTreeMap;

use galley_domain::events::{Event, Moved};
use galley_domain::ids::DocumentId;
use galley_domain::locales::{Locale, Stage};
use galley_domain::schema::{Model, StoredType};
use galley_store::entries::Entry;
use galley_store::routes::{self, Route, RouteTarget};
use galley_store::{StoreError, UnitOfWork};

use crate::routes::planned_paths;

/// Gives published entries the paths that the pattern makes today, and says which of them moved.
///
/// A path that another entry has stays with it, and who wanted it stays where it is until somebody publishes it anew.
pub(super) async fn reroute(
    work: &UnitOfWork,
    model: &Model,
    stored: &StoredType,
    entries: impl Iterator<Item = &Entry> + Clone,
    now: i64,
) -> Result<Vec<Event>, StoreError> {
    let planned = planned_paths(work, model, stored, entries.clone()).await?;
    let mut by_locale: BTreeMap<&Locale, Vec<DocumentId>> = BTreeMap::new();
    for entry in entries.filter(|entry| entry.stage == Stage::Published) {
        by_locale.entry(&entry.row.locale).or_default().push(entry.document);
    }
    let mut events = Vec::new();
    for (locale, documents) in by_locale {
        let held: BTreeMap<DocumentId, String> =
            routes::entry_paths(work, &documents, locale).await?.into_iter().collect();
        let mut leaving = Vec::new();
        let mut wanted = Vec::new();
        for document in documents {
            let path = planned.get(&(document, locale.clone()));
            match (held.get(&document), path) {
                (held, path) if held == path => {}
                (_, Some(path)) => {
                    let target = RouteTarget::Entry { content_type: stored.id, document };
                    let (path, locale) = (path.clone(), locale.clone());
                    wanted.push(Route { path, locale, target, created_at: now });
                }
                (_, None) => leaving.push(document),
            }
        }
        let wanted = without_taken(work, stored, wanted).await?;
        leaving.extend(wanted.iter().filter_map(|route| route.target.document()));
        routes::leave_redirects(work, &leaving, locale).await?;
        let paths: Vec<&str> = wanted.iter().map(|route| route.path.as_str()).collect();
        routes::delete_paths(work, &paths).await?;
        routes::insert_all(work, &wanted).await?;
        events.extend(wanted.iter().filter_map(|route| moved(route, &held)));
    }
    Ok(events)
}

/// Leaves out what would take a path from a page or from an operator's redirect; an old path gives way.
async fn without_taken(
    work: &UnitOfWork,
    stored: &StoredType,
    mut wanted: Vec<Route>,
) -> Result<Vec<Route>, StoreError> {
    let paths: Vec<&str> = wanted.iter().map(|route| route.path.as_str()).collect();
    let mut taken: BTreeMap<String, RouteTarget> = BTreeMap::new();
    for holder in routes::by_paths(work, &paths).await? {
        taken.insert(holder.path, holder.target);
    }
    wanted.retain(|route| {
        let is_free = match taken.get(&route.path) {
            Some(RouteTarget::Entry { .. } | RouteTarget::RedirectToPath { .. }) => false,
            Some(RouteTarget::RedirectToEntry { .. }) | None => true,
        };
        if is_free {
            // Two that want one path: the first has it.
            taken.insert(route.path.clone(), route.target.clone());
        } else {
            let (document, path) = (route.target.document(), &route.path);
            let document = document.map(|document| document.to_string()).unwrap_or_default();
            tracing::warn!(
                content_type = %stored.schema.singular,
                document,
                path,
                "Entry {document} keeps its old path, because `{path}` is taken"
            );
        }
        is_free
    });
    Ok(wanted)
}

fn moved(route: &Route, held: &BTreeMap<DocumentId, String>) -> Option<Event> {
    let document = route.target.document()?;
    let from = held.get(&document)?.clone();
    Some(Event::moved(document, &Moved { locale: route.locale.clone(), from, to: route.path.clone() }))
}
