//! Paths that entries take, move from and give up.

use galley_domain::errors::FieldPath;
use galley_domain::ids::DocumentId;
use galley_store::UnitOfWork;
use galley_store::routes::{self, Route, RouteTarget};

use super::changes::{Changes, RouteWrite};
use super::collisions;
use super::run::CommitError;
use crate::context::Ctx;

pub(super) async fn put(ctx: &Ctx, unit: &UnitOfWork, changes: &[Changes]) -> Result<(), CommitError> {
    for change in changes {
        if change.remove_all_routes {
            routes::delete_for_documents(unit, &[change.document]).await?;
        }
        for locale in &change.moved {
            routes::leave_redirects(unit, change.document, locale).await?;
        }
    }
    let removed: Vec<&str> =
        changes.iter().flat_map(|change| &change.removed_paths).map(String::as_str).collect();
    routes::delete_paths(unit, &removed).await?;
    let now = ctx.now();
    put_entries(ctx, unit, changes, now).await?;
    // An old path gives way to whatever is there already.
    let _held = routes::insert_all(unit, &wanted(changes, now, Wanted::Redirects)).await?;
    Ok(())
}

/// An entry takes the place of a redirect, and collides with another entry.
async fn put_entries(ctx: &Ctx, unit: &UnitOfWork, changes: &[Changes], now: i64) -> Result<(), CommitError> {
    let entries = wanted(changes, now, Wanted::Entries);
    let holders = routes::insert_all(unit, &entries).await?;
    if holders.is_empty() {
        return Ok(());
    }
    if let Some(holder) = holders.iter().find(|holder| matches!(holder.target, RouteTarget::Entry { .. })) {
        let refused = entries.iter().find(|route| route.path == holder.path);
        let document = refused.and_then(|route| route.target.document());
        return Err(match document {
            Some(document) => collisions::of_path(slug_field(ctx, changes, document), document, holder),
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

/// The field that a colliding address comes from.
fn slug_field(ctx: &Ctx, changes: &[Changes], document: DocumentId) -> FieldPath {
    let model = ctx.model();
    let change = changes.iter().find(|change| change.document == document);
    change
        .and_then(|change| model.by_id(change.content_type))
        .and_then(|stored| stored.schema.slug_field())
        .map_or_else(FieldPath::top, |field| FieldPath::of(&field.name))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Entries,
    Redirects,
}

fn wanted(changes: &[Changes], now: i64, kind: Wanted) -> Vec<Route> {
    let mut found = Vec::new();
    for change in changes {
        let (content_type, document) = (change.content_type, change.document);
        for route in &change.routes {
            let (of, locale, path, target) = match route {
                RouteWrite::Entry { locale, path } => {
                    (Wanted::Entries, locale, path, RouteTarget::Entry { content_type, document })
                }
                RouteWrite::Redirect { locale, path } => {
                    (Wanted::Redirects, locale, path, RouteTarget::RedirectToEntry { content_type, document })
                }
            };
            if of == kind {
                found.push(Route { path: path.clone(), locale: locale.clone(), target, created_at: now });
            }
        }
    }
    found
}
