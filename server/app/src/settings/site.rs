//! The site's settings as they are stored.

use galley_domain::settings::SiteValues;
use galley_store::settings::Setting;
use galley_store::{RowSource, Store, StoreError, settings};

use crate::error::AppError;

/// The name of the row.
pub(crate) const NAME: &str = "site";
/// The row that a migration makes.
const IDENTITY: &str = "identity";

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

/// What tells this site from every other one for ever: random letters that were drawn when its database was made.
pub(crate) async fn identity<'a>(source: impl Into<RowSource<'a>>) -> Result<String, AppError> {
    match settings::find(source, IDENTITY).await? {
        Some(setting) => Ok(setting.value),
        None => {
            Err(StoreError::Corrupt { table: "settings", problem: "the site has no identity".to_owned() }
                .into())
        }
    }
}

pub(crate) async fn read<'a>(source: impl Into<RowSource<'a>>) -> Result<SiteSettings, AppError> {
    let Some(Setting { name: _, value, version, updated_at }) = settings::find(source, NAME).await? else {
        return Ok(SiteSettings::default());
    };
    let corrupt =
        |error: serde_json::Error| StoreError::Corrupt { table: "settings", problem: error.to_string() };
    let values = serde_json::from_str(&value).map_err(corrupt)?;
    Ok(SiteSettings { values, version, updated_at })
}
