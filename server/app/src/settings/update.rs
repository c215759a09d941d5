//! Change the site's settings.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::EntryVersion;
use galley_domain::locales::Locale;
use galley_domain::roles::Permission;
use galley_domain::routes::localized;
use galley_domain::settings::{SitePatch, SiteValues};
use galley_domain::theme_settings::ThemeSettings;
use galley_store::routes::RouteTarget;
use galley_store::settings::Setting;
use galley_store::{Priority, UnitOfWork, entries, menus, routes, settings};
use serde_json::{Map, Value, json};

use super::site::{NAME, SiteSettings, read};
use super::targets;
use crate::content_types;
use crate::context::Ctx;
use crate::error::{AppError, Conflict};
use crate::event_log;
use crate::idempotency::{self, Outcome};
use crate::pages;

/// The settings with their version, for whoever may change them.
pub async fn find(ctx: &Ctx) -> Result<SiteSettings, AppError> {
    ctx.require(Permission::ManageSettings)?;
    super::load(&ctx.app.store).await
}

/// Changes settings that are still at the version `expected`.
pub async fn update(ctx: &Ctx, expected: i64, patch: SitePatch) -> Result<SiteSettings, AppError> {
    ctx.require(Permission::ManageSettings)?;
    let offered = offered(ctx, expected, &patch).await?;
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let before = read(&work).await?;
    if before.version != expected {
        return Err(conflict(&before, expected)?);
    }
    let after = match change(ctx, &work, &before, patch, &offered).await {
        Err(AppError::Unavailable { retry_after }) => {
            drop(work);
            return Err(outrun(ctx, expected, retry_after).await?);
        }
        other => other?,
    };
    idempotency::remember(&work, ctx, Outcome::Settings(&after)).await?;
    work.commit().await?;
    let is_same =
        after.values.locales == before.values.locales && after.values.routing() == before.values.routing();
    if !is_same {
        content_types::reload(&ctx.app).await?;
        content_types::start_rewriting(&ctx.app);
    }
    Ok(after)
}

/// What may be decided about the theme that the site wears after the change. Found out before the unit of work begins,
/// because trying a theme that is newly chosen takes its time.
async fn offered(ctx: &Ctx, expected: i64, patch: &SitePatch) -> Result<ThemeSettings, AppError> {
    if patch.theme.is_none() && patch.theme_settings.is_none() {
        return Ok(ThemeSettings::default());
    }
    let before = super::load(&ctx.app.store).await?;
    if before.version != expected {
        return Err(conflict(&before, expected)?);
    }
    match &patch.theme {
        Some(theme) if *theme != before.values.theme => pages::require_sound(ctx, theme).await,
        Some(_) | None => pages::offered_settings(&ctx.app, &before.values.theme).await,
    }
}

/// What to say when the write found the row changed since it was read in the same unit of work.
async fn outrun(ctx: &Ctx, expected: i64, retry_after: std::time::Duration) -> Result<AppError, AppError> {
    let found = super::load(&ctx.app.store).await?;
    if found.version == expected {
        Ok(AppError::Unavailable { retry_after })
    } else {
        conflict(&found, expected)
    }
}

/// Changes the settings in the unit of work of another action, which leaves the theme as it is.
pub(crate) async fn patch(ctx: &Ctx, work: &UnitOfWork, patch: SitePatch) -> Result<SiteSettings, AppError> {
    let before = read(work).await?;
    change(ctx, work, &before, patch, &ThemeSettings::default()).await
}

async fn change(
    ctx: &Ctx,
    work: &UnitOfWork,
    before: &SiteSettings,
    patch: SitePatch,
    offered: &ThemeSettings,
) -> Result<SiteSettings, AppError> {
    let values = patch.applied(&before.values, &ctx.model(), offered)?;
    let changed = values.changed_since(&before.values);
    if changed.is_empty() {
        return Ok(before.clone());
    }
    targets::require(ctx, work, &before.values, &values, offered).await?;
    refuse_used_locales(work, &before.values, &values).await?;
    refuse_taken_prefixes(work, &before.values, &values).await?;
    refuse_taken_paths(work, &before.values, &values).await?;
    write(ctx, work, before.version, values, &changed).await
}

/// Writes the row and its event.
async fn write(
    ctx: &Ctx,
    work: &UnitOfWork,
    version: i64,
    values: SiteValues,
    changed: &[&str],
) -> Result<SiteSettings, AppError> {
    let after = SiteSettings { values, version: version + 1, updated_at: ctx.now() };
    let setting = Setting {
        name: NAME.to_owned(),
        value: serde_json::to_string(&after.values).map_err(AppError::internal)?,
        version: after.version,
        updated_at: after.updated_at,
    };
    if !settings::put(work, &setting, version).await? {
        // Somebody was faster between reading and writing; on SQLite this cannot happen.
        return Err(AppError::Unavailable { retry_after: std::time::Duration::from_secs(1) });
    }
    let detail = json!({ "setting": NAME, "version": after.version, "changed": changed });
    let event =
        Event { kind: EventKind::SettingsChanged, subject: Subject::Other { document: None, detail } };
    event_log::append(work, ctx.actor.reference(), ctx.now(), event).await?;
    Ok(after)
}

/// A locale in which something is written stays: its entries would be out of reach.
async fn refuse_used_locales(
    work: &UnitOfWork,
    before: &SiteValues,
    after: &SiteValues,
) -> Result<(), AppError> {
    for locale in before.locales.iter().filter(|locale| !after.locales.contains(locale)) {
        if entries::locale_is_used(work, locale).await? {
            return Err(AppError::State(format!("there are entries in the locale `{locale}`")));
        }
        if !after.locales.contains(locale) && menus::locale_is_used(work, locale).await? {
            return Err(AppError::State(format!("there is a menu in the locale `{locale}`")));
        }
    }
    Ok(())
}

/// A locale that gets a prefix takes all paths that begin with it.
async fn refuse_taken_prefixes(
    work: &UnitOfWork,
    before: &SiteValues,
    after: &SiteValues,
) -> Result<(), AppError> {
    let had_prefix = |locale: &Locale| before.locales.iter().skip(1).any(|other| other == locale);
    for (index, locale) in after.locales.iter().enumerate().skip(1) {
        if had_prefix(locale) {
            continue;
        }
        if let Some(path) = routes::first_in_prefix(work, locale).await? {
            let place = FieldPath::of("locales").index(index);
            let message = format!("would take the address `{path}`, which a page or redirect has");
            return Err(FieldErrors::one(place, FieldErrorCode::RouteTaken, message).into());
        }
    }
    Ok(())
}

/// What gets a path by the settings does not take it from a page or redirect.
async fn refuse_taken_paths(
    work: &UnitOfWork,
    before: &SiteValues,
    after: &SiteValues,
) -> Result<(), AppError> {
    let default = after.locales.first().cloned().unwrap_or_default();
    let mut wanted: Vec<(FieldPath, String)> = Vec::new();
    if after.routes != before.routes {
        let place = FieldPath::of("routes").field("lists");
        for (index, list) in after.routes.lists.iter().flatten().enumerate() {
            let place = place.index(index).field("path");
            let paths = after.locales.iter().map(|locale| localized(&list.path, locale, &default));
            wanted.extend(paths.map(|path| (place.clone(), path)));
        }
    }
    let mut errors = FieldErrors::default();
    for some in wanted.chunks(500) {
        let paths: Vec<&str> = some.iter().map(|(_, path)| path.as_str()).collect();
        let held = routes::by_paths(work, &paths).await?;
        for (place, path) in some {
            let who = match held.iter().find(|route| route.path == *path).map(|route| &route.target) {
                Some(RouteTarget::Entry { .. }) => "an entry",
                Some(RouteTarget::Redirect { .. }) => "a redirect",
                // An old path gives way.
                Some(RouteTarget::RedirectToEntry { .. }) | None => continue,
            };
            errors.add(place.clone(), FieldErrorCode::RouteTaken, format!("`{path}` is the path of {who}"));
        }
    }
    Ok(errors.or(())?)
}

fn conflict(found: &SiteSettings, expected: i64) -> Result<AppError, AppError> {
    let data = match serde_json::to_value(&found.values).map_err(AppError::internal)? {
        Value::Object(data) => data,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    };
    Ok(AppError::Conflict(Box::new(Conflict {
        expected: EntryVersion(expected),
        found: EntryVersion(found.version),
        author: None,
        changed_at: found.updated_at,
        data,
    })))
}
