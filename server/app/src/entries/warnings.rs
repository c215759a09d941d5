//! What would keep a draft from being published where it wants to be: said early, and never in the way of saving.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::ids::DocumentId;
use galley_domain::locales::{Locale, Stage};
use galley_store::routes::{self, RouteTarget};
use galley_store::{Snapshot, entries};

use super::action::Request;
use super::loaded::Loaded;
use super::row::Row;
use super::working::Working;
use super::{load, state};
use crate::commit::named;
use crate::context::Ctx;
use crate::error::AppError;

/// What a publish of the draft would say of its slug and address today. Empty for entries in the trash.
pub async fn warnings(ctx: &Ctx, document: DocumentId, locale: &Locale) -> Result<FieldErrors, AppError> {
    let (loaded, _) = load::load(ctx, &Request::bare(document, locale)).await?;
    state::require_readable(ctx, &loaded)?;
    let mut warnings = FieldErrors::default();
    let Some(draft) = loaded.draft(locale).filter(|_| !loaded.is_trashed(locale)) else {
        return Ok(warnings);
    };
    let working = Working::on(&loaded, &ctx.actor, ctx.now());
    let published_at = draft.published_at.unwrap_or(working.now);
    let planned = working.planned_path(locale, draft, published_at, &mut warnings);
    // A draft may be incomplete.
    let mut warnings = warnings.without(FieldErrorCode::Required);
    let snapshot = ctx.app.store.snapshot().await?;
    if let Some(holder) = slug_holder(&snapshot, &loaded, locale, draft).await? {
        let who = named(ctx, &snapshot, holder, locale).await?;
        warnings.add(slug_path(&loaded), FieldErrorCode::NotUnique, format!("is already used by {who}"));
    } else if let Some(path) = planned.map(|planned| planned.path) {
        let holder = routes::by_path(&snapshot, &path).await?;
        let holder = holder.filter(|holder| holder.target.document() != Some(document));
        let who = match holder.map(|holder| (holder.target, holder.locale)) {
            Some((RouteTarget::Entry { document, .. }, locale)) => {
                named(ctx, &snapshot, document, &locale).await?
            }
            Some((RouteTarget::Redirect { .. }, _)) => "a redirect".to_owned(),
            Some((RouteTarget::RedirectToEntry { .. }, _)) | None => return Ok(warnings),
        };
        let message = format!("gives the address `{path}`, which {who} has");
        warnings.add(slug_path(&loaded), FieldErrorCode::RouteTaken, message);
    }
    Ok(warnings)
}

fn slug_path(loaded: &Loaded) -> FieldPath {
    let slug = loaded.stored.schema.slug_field();
    slug.map_or_else(FieldPath::top, |field| FieldPath::of(&field.name))
}

async fn slug_holder(
    snapshot: &Snapshot,
    loaded: &Loaded,
    locale: &Locale,
    draft: &Row,
) -> Result<Option<DocumentId>, AppError> {
    let Some(slug) = &draft.slug else { return Ok(None) };
    let holders = entries::by_slug(snapshot, loaded.stored.id, Stage::Published, locale, slug).await?;
    let others = holders.into_iter().map(|holder| holder.document);
    Ok(others.into_iter().find(|document| *document != loaded.document))
}
