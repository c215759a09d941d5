//! Settings on the wire.

use std::borrow::Cow;
use std::collections::BTreeMap;

use galley_app::settings::{Profile, SitePatch, SiteSettings, SiteValues};
use galley_domain::ids::DocumentId;
use galley_domain::locales::{Fallbacks, Locale};
use galley_domain::routes::{ListRoute, RouteSettings};
use galley_domain::schema::TypeName;
use galley_domain::text::instant;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::openapi::schema::AdditionalProperties;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// The settings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SettingsOut {
    title: String,
    description: String,
    /// BCP 47 codes; the first is the default, which stays while something is written in it.
    #[schema(value_type = Vec<String>)]
    locales: Vec<Locale>,
    /// By locale the ones that stand in, in order, for what it lacks. On the site, not in the content API.
    #[schema(value_type = HashMap<String, Vec<String>>)]
    locale_fallbacks: Fallbacks,
    /// An IANA name, such as `Europe/Vienna`: for dates on pages and in paths.
    time_zone: String,
    /// The id of a picture of the library.
    #[schema(value_type = Option<String>)]
    logo: Option<DocumentId>,
    /// The id of a picture of the library, for browser tabs.
    #[schema(value_type = Option<String>)]
    icon: Option<DocumentId>,
    /// The id of a picture of the library, for link previews of pages without one of their own.
    #[schema(value_type = Option<String>)]
    social_image: Option<DocumentId>,
    /// Accounts elsewhere, at most 20.
    profiles: Vec<ProfileWire>,
    /// On a page of a list, 1 to 100; null for what the theme suggests.
    entries_per_page: Option<u64>,
    /// 1 to 100.
    entries_per_feed: u64,
    /// Whether pages ask search engines to leave them out.
    discourage_search_engines: bool,
    /// How many days the event log keeps who did what, 1 to 3,650; null keeps it for ever.
    events_kept_days: Option<u32>,
    routes: RoutesWire,
    /// The name of the theme that the site wears; it is tried on sample pages before it is chosen.
    theme: String,
    /// What is decided about the theme, by name; the rest is as the theme suggests. In a change, null takes back what was
    /// decided, and what is left out stays.
    #[schema(value_type = HashMap<String, Object>)]
    theme_settings: BTreeMap<String, Value>,
    /// 0 while nothing was ever changed.
    version: i64,
    updated_at: String,
}

/// A change of settings; what is left out stays, and null takes away what need not be there.
///
/// The domain's own type reads it, and its schema is that of the settings without what only the server says, so that
/// a setting is described once.
#[derive(Debug, Deserialize)]
pub(crate) struct SettingsPatch(pub(super) SitePatch);

impl ToSchema for SettingsPatch {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("SettingsPatch")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        SettingsOut::schemas(schemas);
    }
}

impl PartialSchema for SettingsPatch {
    fn schema() -> RefOr<Schema> {
        let mut schema = SettingsOut::schema();
        if let RefOr::T(Schema::Object(object)) = &mut schema {
            object.description = Some(
                "A change; what is left out stays, and null takes away what need not be there.".to_owned(),
            );
            object.required.clear();
            object.properties.retain(|name, _| !matches!(name.as_str(), "version" | "updated_at"));
            object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        }
        schema
    }
}

/// An account of the site or its owner elsewhere.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProfileWire {
    name: String,
    /// With `http`, `https`, `mailto` or `tel`.
    url: String,
}

/// Paths that are not those of entries.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoutesWire {
    /// Every list there is; null for those that follow from the patterns of the types.
    lists: Option<Vec<ListWire>>,
}

/// A list of entries at a path.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ListWire {
    /// `/` for the front page, else such as `/blog`; without the prefix of a locale.
    path: String,
    /// The singular name of a content type.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    content_type: TypeName,
}

impl From<SiteSettings> for SettingsOut {
    fn from(settings: SiteSettings) -> Self {
        let SiteSettings { values, version, updated_at } = settings;
        let decided = values.of_theme().map(|(name, value)| (name.to_owned(), value.to_json())).collect();
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
            theme,
            theme_settings: _,
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
            theme,
            theme_settings: decided,
            version,
            updated_at: instant::show(updated_at),
        }
    }
}

impl From<Profile> for ProfileWire {
    fn from(Profile { name, url }: Profile) -> Self {
        Self { name, url }
    }
}

impl From<RouteSettings> for RoutesWire {
    fn from(RouteSettings { lists }: RouteSettings) -> Self {
        let list = |ListRoute { path, content_type }| ListWire { path, content_type };
        Self { lists: lists.map(|lists| lists.into_iter().map(list).collect()) }
    }
}
