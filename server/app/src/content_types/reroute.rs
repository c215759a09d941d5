//! Moves the pages of entries whose type got another route pattern; the old paths lead to the new ones.

use galley_domain::locales::Stage;
use galley_domain::routes::{PathOf, RoutePattern, localized};
use galley_domain::schema::{Model, StoredType};
use galley_store::entries::Entry;
use galley_store::routes::{self, Route, RouteTarget};
use galley_store::{StoreError, UnitOfWork};

/// Gives published entries the paths that the pattern makes today.
pub(super) async fn reroute(
    work: &UnitOfWork,
    model: &Model,
    stored: &StoredType,
    rewritten: impl Iterator<Item = &Entry>,
    now: i64,
) -> Result<(), StoreError> {
    let pattern = stored.schema.route.as_deref().and_then(|pattern| RoutePattern::parse(pattern).ok());
    for entry in rewritten.filter(|entry| entry.stage == Stage::Published) {
        let path = pattern.as_ref().and_then(|pattern| {
            let of = PathOf {
                document: entry.document,
                slug: entry.slug.as_deref(),
                published_at: entry.published_at,
                above: &[],
            };
            let path = pattern.expand(&of, &model.routing.time_zone)?;
            Some(localized(&path, &entry.locale, &model.default_locale()))
        });
        let held = routes::entry_paths(work, &[entry.document], &entry.locale).await?;
        let held = held.into_iter().map(|(_, path)| path).next();
        if held == path {
            continue;
        }
        match path {
            None => routes::delete_page(work, entry.document, &entry.locale).await?,
            Some(path) => move_page(work, stored, entry, path, now).await?,
        }
    }
    Ok(())
}

async fn move_page(
    work: &UnitOfWork,
    stored: &StoredType,
    entry: &Entry,
    path: String,
    now: i64,
) -> Result<(), StoreError> {
    let holder = routes::by_path(work, &path).await?;
    let own_redirect = holder.as_ref().is_some_and(|route| {
        matches!(&route.target, RouteTarget::RedirectToEntry { document, .. } if *document == entry.document)
    });
    if holder.is_some() && !own_redirect {
        tracing::warn!(
            entry.id = %entry.id,
            path,
            "Entry {} keeps its old path, because `{path}` is taken",
            entry.id
        );
        return Ok(());
    }
    routes::leave_redirects(work, entry.document, &entry.locale).await?;
    if own_redirect {
        routes::delete_paths(work, &[&path]).await?;
    }
    let target = RouteTarget::Entry { content_type: stored.id, document: entry.document };
    let route = Route { path, locale: entry.locale.clone(), target, created_at: now };
    routes::insert_all(work, &[route]).await?;
    Ok(())
}
