//! Change the site's settings.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::EntryVersion;
use galley_domain::locales::Locale;
use galley_domain::roles::Permission;
use galley_store::settings::Setting;
use galley_store::{Priority, UnitOfWork, entries, settings};
use serde_json::{Map, Value, json};

use super::site::{NAME, SiteSettings, SiteValues, read};
use crate::content_types;
use crate::context::Ctx;
use crate::error::{AppError, Conflict};
use crate::event_log;
use crate::idempotency::{self, Outcome};

const LONGEST_TITLE: usize = 255;
const LONGEST_DESCRIPTION: usize = 2_000;
const MOST_LOCALES: usize = 100;

/// What to change; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct SitePatch {
    pub title: Option<String>,
    pub description: Option<String>,
    pub locales: Option<Vec<Locale>>,
    pub time_zone: Option<String>,
}

/// The settings with their version, for whoever may change them.
pub async fn find(ctx: &Ctx) -> Result<SiteSettings, AppError> {
    ctx.require(Permission::ManageSettings)?;
    super::load(&ctx.app.store).await
}

/// Changes settings that are still at the version `expected`.
pub async fn update(ctx: &Ctx, expected: i64, patch: SitePatch) -> Result<SiteSettings, AppError> {
    ctx.require(Permission::ManageSettings)?;
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let before = read(&work).await?;
    if before.version != expected {
        return Err(conflict(&before, expected)?);
    }
    let after = match change(ctx, &work, &before, patch).await {
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
    }
    Ok(after)
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

/// Changes the settings in the unit of work of another action.
pub(crate) async fn patch(ctx: &Ctx, work: &UnitOfWork, patch: SitePatch) -> Result<SiteSettings, AppError> {
    let before = read(work).await?;
    change(ctx, work, &before, patch).await
}

async fn change(
    ctx: &Ctx,
    work: &UnitOfWork,
    before: &SiteSettings,
    patch: SitePatch,
) -> Result<SiteSettings, AppError> {
    let values = planned(&before.values, patch)?;
    refuse_used_locales(work, &before.values, &values).await?;
    write(ctx, work, before.version, values).await
}

/// Writes the row and its event.
async fn write(
    ctx: &Ctx,
    work: &UnitOfWork,
    version: i64,
    values: SiteValues,
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
    let detail = json!({ "setting": NAME, "version": after.version });
    let event =
        Event { kind: EventKind::SettingsChanged, subject: Subject::Other { document: None, detail } };
    event_log::append(work, ctx.actor.reference(), ctx.now(), event).await?;
    Ok(after)
}

fn planned(before: &SiteValues, patch: SitePatch) -> Result<SiteValues, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut values = before.clone();
    if let Some(title) = patch.title {
        title.trim().clone_into(&mut values.title);
        limit("title", &values.title, LONGEST_TITLE, &mut errors);
        if values.title.is_empty() {
            errors.add(FieldPath::of("title"), FieldErrorCode::Required, "must not be empty");
        }
    }
    if let Some(description) = patch.description {
        limit("description", &description, LONGEST_DESCRIPTION, &mut errors);
        values.description = description;
    }
    if let Some(locales) = patch.locales {
        check_locales(&locales, &mut errors);
        values.locales = locales;
    }
    if let Some(zone) = patch.time_zone {
        if jiff::tz::TimeZone::get(&zone).is_err() {
            errors.add(FieldPath::of("time_zone"), FieldErrorCode::NotAnOption, "is not a known time zone");
        }
        values.time_zone = zone;
    }
    errors.or(values)
}

fn limit(field: &str, text: &str, longest: usize, errors: &mut FieldErrors) {
    if text.chars().count() > longest {
        let message = format!("must be at most {longest} characters");
        errors.add(FieldPath::of(field), FieldErrorCode::TooLong, message);
    }
    if text.contains('\0') {
        errors.add(FieldPath::of(field), FieldErrorCode::ForbiddenCharacter, "must not contain U+0000");
    }
}

fn check_locales(locales: &[Locale], errors: &mut FieldErrors) {
    let path = FieldPath::of("locales");
    if locales.is_empty() {
        errors.add(path.clone(), FieldErrorCode::TooFew, "must name at least one locale");
    }
    if locales.len() > MOST_LOCALES {
        errors.add(path.clone(), FieldErrorCode::TooMany, format!("must be at most {MOST_LOCALES} locales"));
    }
    for (index, locale) in locales.iter().enumerate() {
        if locale.is_none() {
            errors.add(path.index(index), FieldErrorCode::WrongKind, "must be a locale code");
        } else if locales[..index].contains(locale) {
            errors.add(path.index(index), FieldErrorCode::Duplicate, "is there twice");
        }
    }
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
    }
    Ok(())
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
