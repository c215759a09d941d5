//! Paths after a change of the settings that they depend on: the default locale, which has no prefix, and the time zone.
//!
//! What the paths were last planned for is kept beside the settings, so that a move that was cut short goes on at the
//! next start.

use galley_domain::locales::Locale;
use galley_domain::settings::SiteValues;
use galley_store::settings::Setting;
use galley_store::{Priority, StoreError, settings};
use serde::{Deserialize, Serialize};

use super::replan::replan_type;
use crate::content_types;
use crate::context::App;
use crate::error::AppError;
use crate::settings::read;

/// The name of the row.
const NAME: &str = "planned_routes";

/// What paths were planned for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct PlannedFor {
    default_locale: Locale,
    time_zone: String,
}

impl PlannedFor {
    fn of(site: &SiteValues) -> Self {
        Self {
            default_locale: site.locales.first().cloned().unwrap_or_default(),
            time_zone: site.time_zone.clone(),
        }
    }
}

/// Moves the pages whose paths the settings have changed; gives how many. Old paths lead to the new ones.
pub async fn settle(app: &App) -> Result<u64, AppError> {
    let snapshot = app.store.snapshot().await?;
    let wanted = PlannedFor::of(&read(&snapshot).await?.values);
    let found = settings::find(&snapshot, NAME).await?;
    drop(snapshot);
    let (version, settled) = match &found {
        // A new site begins with the settings that nobody has changed.
        None => (0, PlannedFor::of(&SiteValues::default())),
        Some(found) => (found.version, planned_for(found)?),
    };
    if settled == wanted {
        return Ok(0);
    }
    content_types::reload(app).await?;
    let model = app.model();
    let mut moved = 0;
    for stored in model.types().filter(|stored| stored.schema.route.is_some()) {
        moved += replan_type(app, &model, stored).await?;
    }
    let setting = Setting {
        name: NAME.to_owned(),
        value: serde_json::to_string(&wanted).map_err(AppError::internal)?,
        version: version + 1,
        updated_at: app.clock.now(),
    };
    let work = app.store.write(Priority::Batch).await?;
    // Whoever was faster has planned for settings that are at least as new.
    let _planned_meanwhile = !settings::put(&work, &setting, version).await?;
    work.commit().await?;
    tracing::info!(pages = moved, "Moved {moved} pages to where the settings have them");
    Ok(moved)
}

fn planned_for(found: &Setting) -> Result<PlannedFor, StoreError> {
    serde_json::from_str(&found.value)
        .map_err(|error| StoreError::Corrupt { table: "settings", problem: error.to_string() })
}
