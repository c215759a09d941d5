//! Settings on the wire.

use galley_app::settings::{Profile, SitePatch, SiteSettings, SiteValues};
use galley_domain::errors::FieldErrors;
use galley_domain::ids::DocumentId;
use galley_domain::locales::{Fallbacks, Locale};
use galley_domain::patch::Patch;
use galley_domain::routes::{ListRoute, RouteSettings};
use galley_domain::schema::TypeName;
use galley_domain::text::instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A change of settings; what is left out stays, and null takes away what need not be there.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingsPatch {
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    title: Patch<String>,
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    description: Patch<String>,
    /// BCP 47 codes; the first is the default, which stays while something is written in it.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false)]
    locales: Patch<Vec<Locale>>,
    /// By locale the ones that stand in, in order, for what it lacks. On the site, not in the content API.
    #[serde(default)]
    #[schema(value_type = HashMap<String, Vec<String>>, required = false)]
    locale_fallbacks: Patch<Fallbacks>,
    /// An IANA name, such as `Europe/Vienna`: for dates on pages and in paths.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    time_zone: Patch<String>,
    /// The id of a picture of the library.
    #[serde(default)]
    #[schema(value_type = Option<String>, required = false)]
    logo: Patch<DocumentId>,
    /// The id of a picture of the library, for browser tabs.
    #[serde(default)]
    #[schema(value_type = Option<String>, required = false)]
    icon: Patch<DocumentId>,
    /// The id of a picture of the library, for link previews of pages without one of their own.
    #[serde(default)]
    #[schema(value_type = Option<String>, required = false)]
    social_image: Patch<DocumentId>,
    /// Accounts elsewhere, at most 20.
    #[serde(default)]
    #[schema(value_type = Vec<ProfileWire>, required = false)]
    profiles: Patch<Vec<ProfileWire>>,
    /// On a page of a list, 1 to 100; null for what the theme suggests.
    #[serde(default)]
    #[schema(value_type = Option<u64>, required = false)]
    entries_per_page: Patch<u64>,
    /// 1 to 100.
    #[serde(default)]
    #[schema(value_type = u64, required = false)]
    entries_per_feed: Patch<u64>,
    /// Whether pages ask search engines to leave them out.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    discourage_search_engines: Patch<bool>,
    /// How many days the event log keeps who did what, 1 to 3,650; null keeps it for ever.
    #[serde(default)]
    #[schema(value_type = Option<u32>, required = false)]
    events_kept_days: Patch<u32>,
    #[serde(default)]
    #[schema(value_type = RoutesWire, required = false)]
    routes: Patch<RoutesWire>,
}

/// The settings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SettingsOut {
    title: String,
    description: String,
    #[schema(value_type = Vec<String>)]
    locales: Vec<Locale>,
    #[schema(value_type = HashMap<String, Vec<String>>)]
    locale_fallbacks: Fallbacks,
    time_zone: String,
    #[schema(value_type = Option<String>)]
    logo: Option<DocumentId>,
    #[schema(value_type = Option<String>)]
    icon: Option<DocumentId>,
    #[schema(value_type = Option<String>)]
    social_image: Option<DocumentId>,
    profiles: Vec<ProfileWire>,
    entries_per_page: Option<u64>,
    entries_per_feed: u64,
    discourage_search_engines: bool,
    events_kept_days: Option<u32>,
    routes: RoutesWire,
    /// 0 while nothing was ever changed.
    version: i64,
    updated_at: String,
}

/// An account of the site or its owner elsewhere.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProfileWire {
    name: String,
    /// With `http`, `https`, `mailto` or `tel`.
    url: String,
}

/// Paths that are not those of entries.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoutesWire {
    /// Every list there is; null for those that follow from the patterns of the types.
    lists: Option<Vec<ListWire>>,
}

/// A list of entries at a path.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ListWire {
    /// `/` for the front page, else such as `/blog`; without the prefix of a locale.
    path: String,
    /// The singular name of a content type.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    content_type: TypeName,
}

impl TryFrom<SettingsPatch> for SitePatch {
    type Error = FieldErrors;

    fn try_from(patch: SettingsPatch) -> Result<Self, FieldErrors> {
        let SettingsPatch {
            title,
            description,
            locales,
            locale_fallbacks,
            time_zone,
            logo,
            icon,
            social_image,
            profiles,
            entries_per_page,
            entries_per_feed,
            discourage_search_engines,
            events_kept_days,
            routes,
        } = patch;
        let profiles = profiles.value_of("profiles")?;
        Ok(Self {
            title: title.value_of("title")?,
            description: description.value_of("description")?,
            locales: locales.value_of("locales")?,
            fallbacks: locale_fallbacks.value_of("locale_fallbacks")?,
            time_zone: time_zone.value_of("time_zone")?,
            logo,
            icon,
            social_image,
            profiles: profiles.map(|profiles| profiles.into_iter().map(Into::into).collect()),
            entries_per_page,
            entries_per_feed: entries_per_feed.value_of("entries_per_feed")?,
            discourage_search_engines: discourage_search_engines.value_of("discourage_search_engines")?,
            events_kept_days,
            routes: routes.value_of("routes")?.map(Into::into),
        })
    }
}

impl From<SiteSettings> for SettingsOut {
    fn from(settings: SiteSettings) -> Self {
        let SiteSettings { values, version, updated_at } = settings;
        let SiteValues {
            title,
            description,
            locales,
            fallbacks,
            time_zone,
            logo,
            icon,
            social_image,
            profiles,
            entries_per_page,
            entries_per_feed,
            discourage_search_engines,
            events_kept_days,
            routes,
        } = values;
        Self {
            title,
            description,
            locales,
            locale_fallbacks: fallbacks,
            time_zone,
            logo,
            icon,
            social_image,
            profiles: profiles.into_iter().map(Into::into).collect(),
            entries_per_page,
            entries_per_feed,
            discourage_search_engines,
            events_kept_days,
            routes: routes.into(),
            version,
            updated_at: instant::show(updated_at),
        }
    }
}

impl From<ProfileWire> for Profile {
    fn from(ProfileWire { name, url }: ProfileWire) -> Self {
        Self { name, url }
    }
}

impl From<Profile> for ProfileWire {
    fn from(Profile { name, url }: Profile) -> Self {
        Self { name, url }
    }
}

impl From<RoutesWire> for RouteSettings {
    fn from(RoutesWire { lists }: RoutesWire) -> Self {
        let list = |ListWire { path, content_type }| ListRoute { path, content_type };
        Self { lists: lists.map(|lists| lists.into_iter().map(list).collect()) }
    }
}

impl From<RouteSettings> for RoutesWire {
    fn from(RouteSettings { lists }: RouteSettings) -> Self {
        let list = |ListRoute { path, content_type }| ListWire { path, content_type };
        Self { lists: lists.map(|lists| lists.into_iter().map(list).collect()) }
    }
}
