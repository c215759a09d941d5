//! Settings on the wire.

use galley_app::settings::{SitePatch, SiteSettings, SiteValues};
use galley_domain::errors::FieldErrors;
use galley_domain::locales::Locale;
use galley_domain::patch::Patch;
use galley_domain::text::instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A change of settings; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingsPatch {
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    title: Patch<String>,
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    description: Patch<String>,
    /// BCP 47 codes; the first is the default.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false)]
    locales: Patch<Vec<Locale>>,
    /// An IANA name, such as `Europe/Vienna`.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    time_zone: Patch<String>,
}

/// The settings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SettingsOut {
    title: String,
    description: String,
    #[schema(value_type = Vec<String>)]
    locales: Vec<Locale>,
    time_zone: String,
    /// 0 while nothing was ever changed.
    version: i64,
    updated_at: String,
}

impl TryFrom<SettingsPatch> for SitePatch {
    type Error = FieldErrors;

    fn try_from(patch: SettingsPatch) -> Result<Self, FieldErrors> {
        let SettingsPatch { title, description, locales, time_zone } = patch;
        Ok(Self {
            title: title.value_of("title")?,
            description: description.value_of("description")?,
            locales: locales.value_of("locales")?,
            time_zone: time_zone.value_of("time_zone")?,
        })
    }
}

impl From<SiteSettings> for SettingsOut {
    fn from(settings: SiteSettings) -> Self {
        let SiteSettings { values, version, updated_at } = settings;
        let SiteValues { title, description, locales, time_zone, routes: _ } = values;
        Self { title, description, locales, time_zone, version, updated_at: instant::show(updated_at) }
    }
}
