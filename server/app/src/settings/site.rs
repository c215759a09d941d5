//! The site's settings as they are stored.

use galley_domain::locales::Locale;
use galley_domain::routes::{RouteSettings, Routing};
use galley_store::settings::Setting;
use galley_store::{Store, StoreError, Transaction, settings};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The name of the row.
pub(crate) const NAME: &str = "site";

/// What the site says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteValues {
    pub title: String,
    pub description: String,
    /// The first is the default.
    pub locales: Vec<Locale>,
    /// An IANA name, such as `Europe/Vienna`.
    pub time_zone: String,
    /// Lists and their paths; what the types suggest unless it says otherwise.
    #[serde(default)]
    pub routes: RouteSettings,
}

impl SiteValues {
    /// What paths depend on.
    pub fn routing(&self) -> Routing {
        Routing {
            lists: self.routes.lists.clone(),
            // The name was checked when it was set; a zone that the system has lost since falls back to UTC.
            time_zone: TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC),
        }
    }
}

impl Default for SiteValues {
    fn default() -> Self {
        Self {
            title: "Galley".to_owned(),
            description: String::new(),
            locales: vec![Locale::from_stored("en".to_owned())],
            time_zone: "UTC".to_owned(),
            routes: RouteSettings::default(),
        }
    }
}

/// The values, and the lock token of their changes; 0 while nothing was ever changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SiteSettings {
    pub values: SiteValues,
    pub version: i64,
    pub updated_at: i64,
}

/// The settings as a page shows them: they are public.
pub async fn load(store: &Store) -> Result<SiteSettings, AppError> {
    let snapshot = store.snapshot().await?;
    read(&snapshot).await
}

pub(crate) async fn read(transaction: &impl Transaction) -> Result<SiteSettings, AppError> {
    let Some(Setting { name: _, value, version, updated_at }) = settings::find(transaction, NAME).await?
    else {
        return Ok(SiteSettings::default());
    };
    let corrupt =
        |error: serde_json::Error| StoreError::Corrupt { table: "settings", problem: error.to_string() };
    let values = serde_json::from_str(&value).map_err(corrupt)?;
    Ok(SiteSettings { values, version, updated_at })
}
