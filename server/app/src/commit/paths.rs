//! Paths that entries take, move from and give up.
//!
//! A path that an entry had leads to wherever its page is, and nowhere while it has none; it is the entry's until another
//! one takes it or the document is deleted. So a redirect names a document and never a path, and cannot lead in circles.

use std::collections::{BTreeMap, HashMap};

use galley_domain::events::{Event, Moved};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_store::UnitOfWork;
use galley_store::routes::{self, Route, RouteTarget};

use super::changes::{Changes, DocumentWrite, RouteWrite};
use super::run::CommitError;
use super::{collisions, trees};
use crate::context::Ctx;

/// A path of an entry, and the change that makes it its path.
pub(super) struct Wanted {
    pub(super) route: Route,
    /// The document that was written; another one than that of the route when a page above it moves.
    pub(super) cause: DocumentId,
}

/// Gives the pages that are somewhere else now.
pub(super) async fn put(
    ctx: &Ctx,
    unit: &UnitOfWork,
    changes: &[Changes],
) -> Result<Vec<Event>, CommitError> {
    let deleted = changes.iter().filter(|change| change.document_write == DocumentWrite::Delete);
    let deleted: Vec<DocumentId> = deleted.map(|change| change.document).collect();
    routes::delete_for_documents(unit, &deleted).await?;
    trees::require_leaves(ctx, unit, changes).await?;
    let mut wanted = own(ctx, changes);
    wanted.extend(trees::below(ctx, unit, changes).await?);
    let before = leave(unit, changes, &wanted).await?;
    put_entries(ctx, unit, &wanted).await?;
    trees::require_above(unit, changes).await?;
    // An old path that an import knows gives way to whatever is there already.
    let _held = routes::insert_all(unit, &redirects(ctx, changes)).await?;
    Ok(moves(&before, &wanted))
}

fn own(ctx: &Ctx, changes: &[Changes]) -> Vec<Wanted> {
    let mut found = Vec::new();
    for change in changes {
        let target = RouteTarget::Entry { content_type: change.content_type, document: change.document };
        found.extend(change.routes.iter().filter_map(|write| match write {
            RouteWrite::Entry { locale, path, above: _ } => Some(Wanted {
                route: Route {
                    path: path.clone(),
                    locale: locale.clone(),
                    target: target.clone(),
                    created_at: ctx.now(),
                },
                cause: change.document,
            }),
            RouteWrite::Redirect { .. } => None,
        }));
    }
    found
}

fn redirects(ctx: &Ctx, changes: &[Changes]) -> Vec<Route> {
    let mut found = Vec::new();
    for change in changes {
        let target =
            RouteTarget::RedirectToEntry { content_type: change.content_type, document: change.document };
        found.extend(change.routes.iter().filter_map(|write| match write {
            RouteWrite::Redirect { locale, path } => Some(Route {
                path: path.clone(),
                locale: locale.clone(),
                target: target.clone(),
                created_at: ctx.now(),
            }),
            RouteWrite::Entry { .. } => None,
        }));
    }
    found
}

/// Where pages were.
type Before = HashMap<(DocumentId, Locale), String>;

/// All pages that move or go leave their paths before any takes one, so that two can change places.
async fn leave(unit: &UnitOfWork, changes: &[Changes], wanted: &[Wanted]) -> Result<Before, CommitError> {
    let mut leaving: BTreeMap<&Locale, Vec<DocumentId>> = BTreeMap::new();
    for change in changes {
        for locale in &change.left {
            leaving.entry(locale).or_default().push(change.document);
        }
    }
    for Wanted { route, cause } in wanted {
        if let Some(document) = route.target.document().filter(|document| document != cause) {
            leaving.entry(&route.locale).or_default().push(document);
        }
    }
    let mut before = Before::new();
    for (locale, documents) in leaving {
        for (document, path) in routes::entry_paths(unit, &documents, locale).await? {
            before.insert((document, locale.clone()), path);
        }
        routes::leave_redirects(unit, &documents, locale).await?;
    }
    Ok(before)
}

/// An entry takes the place of an old path, and collides with another entry and with what an operator has set.
async fn put_entries(ctx: &Ctx, unit: &UnitOfWork, wanted: &[Wanted]) -> Result<(), CommitError> {
    let entries: Vec<Route> = wanted.iter().map(|wanted| wanted.route.clone()).collect();
    let holders = routes::insert_all(unit, &entries).await?;
    let gives_way = |holder: &Route| matches!(holder.target, RouteTarget::RedirectToEntry { .. });
    if let Some(holder) = holders.iter().find(|holder| !gives_way(holder)) {
        let refused = wanted
            .iter()
            .find(|wanted| wanted.route.path == holder.path && wanted.route.target != holder.target);
        return Err(match refused {
            Some(refused) => collisions::of_path(ctx, unit, refused, holder).await?,
            None => CommitError::Moved,
        });
    }
    let displaced: Vec<&str> = holders.iter().map(|holder| holder.path.as_str()).collect();
    routes::delete_paths(unit, &displaced).await?;
    let again: Vec<Route> =
        entries.into_iter().filter(|route| displaced.contains(&route.path.as_str())).collect();
    let holders = routes::insert_all(unit, &again).await?;
    if holders.is_empty() { Ok(()) } else { Err(CommitError::Moved) }
}

fn moves(before: &Before, wanted: &[Wanted]) -> Vec<Event> {
    let moved = wanted.iter().filter_map(|Wanted { route, .. }| {
        let document = route.target.document()?;
        let from = before.get(&(document, route.locale.clone())).filter(|from| **from != route.path)?;
        let moved = Moved { locale: route.locale.clone(), from: from.clone(), to: route.path.clone() };
        Some(Event::moved(document, &moved))
    });
    moved.collect()
}
