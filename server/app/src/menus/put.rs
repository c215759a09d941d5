//! Write a menu as a whole.

use std::collections::BTreeSet;
use std::time::Duration;

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::ids::DocumentId;
use galley_domain::menus::{self as rules, MenuItem};
use galley_domain::roles::Permission;
use galley_store::menus::{self, MenuHead, MenuKey, MenuRow};
use galley_store::{Priority, UnitOfWork, documents};

use super::menu::{Menu, changed, conflict};
use crate::context::Ctx;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};
use crate::settings;

/// A page reads all menus of its locale, and a list of menus has no pages.
pub(super) const MOST_MENUS: u64 = 100;

/// Gives a menu these lines while it is at the version `expected`; 0 for one that is not there yet.
pub async fn put(ctx: &Ctx, key: MenuKey, expected: i64, items: Vec<MenuItem>) -> Result<Menu, AppError> {
    ctx.require(Permission::ManageMenus)?;
    let place = FieldPath::of("items");
    let mut errors = FieldErrors::default();
    rules::check(&items, &place, &mut errors);
    errors.or(())?;
    let targets = rules::documents(&items, &place);
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let found = menus::find(&work, &key).await?;
    if found.as_ref().map_or(0, |row| row.head.version) != expected {
        return Err(conflict(found.as_ref(), expected)?);
    }
    require_room(&work, &key, found.as_ref()).await?;
    require_documents(&work, &targets).await?;
    let head = MenuHead {
        key,
        version: expected + 1,
        updated_at: ctx.now(),
        updated_by: ctx.actor.reference().number(),
    };
    let row = MenuRow { head, items: serde_json::to_string(&items).map_err(AppError::internal)? };
    let ids: Vec<DocumentId> = targets.into_iter().map(|(document, _)| document).collect();
    if !menus::put(&work, &row, &ids, expected).await? {
        return Err(outrun());
    }
    event_log::append(&work, ctx.actor.reference(), ctx.now(), changed(&row.head.key, row.head.version))
        .await?;
    let menu = Menu { head: row.head, items };
    idempotency::remember(&work, ctx, Outcome::Menu(&menu)).await?;
    work.commit().await?;
    Ok(menu)
}

/// Somebody was faster between reading and writing; on SQLite this cannot happen. A retry finds what they wrote.
pub(super) const fn outrun() -> AppError {
    AppError::Unavailable { retry_after: Duration::from_secs(1) }
}

/// A menu belongs to a locale of the site, and there is room for it.
async fn require_room(work: &UnitOfWork, key: &MenuKey, found: Option<&MenuRow>) -> Result<(), AppError> {
    if found.is_some() {
        return Ok(());
    }
    if !settings::read(work).await?.values.locales.contains(&key.locale) {
        let message = "is not a locale of the site";
        return Err(FieldErrors::one(FieldPath::of("locale"), FieldErrorCode::NotAnOption, message).into());
    }
    let there = menus::heads(work, MOST_MENUS).await?.len();
    if u64::try_from(there).unwrap_or(u64::MAX) >= MOST_MENUS {
        return Err(AppError::State(format!("there are {MOST_MENUS} menus already, which is the most")));
    }
    Ok(())
}

/// Documents that a menu leads to exist, and stay until the unit of work ends.
async fn require_documents(work: &UnitOfWork, targets: &[(DocumentId, FieldPath)]) -> Result<(), AppError> {
    let ids: Vec<DocumentId> = targets.iter().map(|(document, _)| *document).collect();
    let known: BTreeSet<DocumentId> =
        documents::lock(work, &ids).await?.into_iter().map(|document| document.id).collect();
    let mut errors = FieldErrors::default();
    for (_, place) in targets.iter().filter(|(document, _)| !known.contains(document)) {
        errors.add(place.clone(), FieldErrorCode::UnknownTarget, "there is no such entry");
    }
    Ok(errors.or(())?)
}
