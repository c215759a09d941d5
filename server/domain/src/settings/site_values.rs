//! The settings as they are stored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::profiles::Profile;
use crate::ids::DocumentId;
use crate::locales::{Fallbacks, Locale};
use crate::routes::{RouteSettings, Routing};
use crate::theme_settings::SettingValue;

/// What a site wears until somebody chooses.
const DEFAULT_THEME: &str = "gazette";

/// What the site says about itself. What is absent in an older row is as on a new site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteValues {
    pub title: String,
    pub description: String,
    /// The first is the default.
    pub locales: Vec<Locale>,
    /// Where the site looks for what a locale lacks.
    #[serde(rename = "locale_fallbacks", alias = "fallbacks")]
    pub fallbacks: Fallbacks,
    /// An IANA name, such as `Europe/Vienna`.
    pub time_zone: String,
    /// Stands for the title at the top of pages. A picture of the library, like the next two.
    pub logo: Option<DocumentId>,
    /// For browser tabs and bookmarks.
    pub icon: Option<DocumentId>,
    /// For link previews of pages without a picture of their own.
    pub social_image: Option<DocumentId>,
    pub profiles: Vec<Profile>,
    /// On a page of a list; none for what the theme suggests.
    pub entries_per_page: Option<u64>,
    pub entries_per_feed: u64,
    /// Asks search engines to leave the site out.
    pub discourage_search_engines: bool,
    /// How long the event log keeps who did what; none for ever.
    pub events_kept_days: Option<u32>,
    /// Lists and their paths; what the types suggest unless it says otherwise.
    pub routes: RouteSettings,
    /// The name of the theme that the site wears.
    pub theme: String,
    /// What was decided about each theme, by its name, so that another theme may be tried without losing it.
    pub theme_settings: BTreeMap<String, BTreeMap<String, SettingValue>>,
}

impl SiteValues {
    /// What paths depend on.
    pub fn routing(&self) -> Routing {
        Routing {
            lists: self.routes.lists.clone(),
            // The name was checked when it was set; a zone that the system has lost since falls back to UTC.
            time_zone: jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC),
            fallbacks: self.fallbacks.clone(),
        }
    }

    /// The pictures of the library that the settings name, with the names of the settings.
    pub const fn pictures(&self) -> [(&'static str, Option<DocumentId>); 3] {
        [("logo", self.logo), ("icon", self.icon), ("social_image", self.social_image)]
    }

    /// What was decided about the theme that the site wears.
    pub fn of_theme(&self) -> impl Iterator<Item = (&str, &SettingValue)> {
        let decided = self.theme_settings.get(&self.theme).into_iter().flatten();
        decided.map(|(name, value)| (name.as_str(), value))
    }

    /// What the settings of all themes name, as `theme_settings.{theme}.{setting}`.
    pub fn named_by_themes(&self) -> impl Iterator<Item = (String, &SettingValue)> {
        self.theme_settings.iter().flat_map(|(theme, decided)| {
            decided.iter().map(move |(name, value)| (format!("theme_settings.{theme}.{name}"), value))
        })
    }

    /// The names of the settings that differ from `before`; projections of the event log drop by them.
    pub fn changed_since(&self, before: &Self) -> Vec<&'static str> {
        let Self {
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
            theme_settings,
        } = self;
        let parts = [
            ("title", *title != before.title),
            ("description", *description != before.description),
            ("locales", *locales != before.locales),
            ("locale_fallbacks", *fallbacks != before.fallbacks),
            ("time_zone", *time_zone != before.time_zone),
            ("logo", *logo != before.logo),
            ("icon", *icon != before.icon),
            ("social_image", *social_image != before.social_image),
            ("profiles", *profiles != before.profiles),
            ("entries_per_page", *entries_per_page != before.entries_per_page),
            ("entries_per_feed", *entries_per_feed != before.entries_per_feed),
            ("discourage_search_engines", *discourage_search_engines != before.discourage_search_engines),
            ("events_kept_days", *events_kept_days != before.events_kept_days),
            ("routes", *routes != before.routes),
            ("theme", *theme != before.theme),
            ("theme_settings", *theme_settings != before.theme_settings),
        ];
        parts.into_iter().filter_map(|(name, has_changed)| has_changed.then_some(name)).collect()
    }
}

impl Default for SiteValues {
    fn default() -> Self {
        Self {
            title: "Galley".to_owned(),
            description: String::new(),
            locales: vec![Locale::from_stored("en".to_owned())],
            fallbacks: Fallbacks::default(),
            time_zone: "UTC".to_owned(),
            logo: None,
            icon: None,
            social_image: None,
            profiles: Vec::new(),
            entries_per_page: None,
            entries_per_feed: 20,
            discourage_search_engines: false,
            events_kept_days: None,
            routes: RouteSettings::default(),
            theme: DEFAULT_THEME.to_owned(),
            theme_settings: BTreeMap::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::SettingParts;

    #[test]
    fn an_older_row_means_what_it_meant() {
        let row = r#"{"title":"A","description":"b","locales":["de"],"time_zone":"UTC"}"#;
        let values: SiteValues = serde_json::from_str(row).unwrap();
        let expected = SiteValues {
            title: "A".to_owned(),
            description: "b".to_owned(),
            locales: vec!["de".parse().unwrap()],
            ..SiteValues::default()
        };
        assert_eq!(values, expected);
        assert_eq!(expected.changed_since(&SiteValues::default()), ["title", "description", "locales"]);
    }

    #[test]
    fn every_name_of_a_changed_setting_is_that_of_a_part() {
        let picture = Some("01890000000000000000000001".parse().unwrap());
        let other = SiteValues {
            title: "Another".to_owned(),
            description: "Another".to_owned(),
            locales: vec!["de".parse().unwrap()],
            fallbacks: serde_json::from_str(r#"{"de":["en"]}"#).unwrap(),
            time_zone: "Europe/Vienna".to_owned(),
            logo: picture,
            icon: picture,
            social_image: picture,
            profiles: vec![Profile { name: "A".to_owned(), url: "https://a.example".to_owned() }],
            entries_per_page: Some(7),
            entries_per_feed: 7,
            discourage_search_engines: true,
            events_kept_days: Some(7),
            routes: RouteSettings { lists: Some(Vec::new()) },
            theme: "another".to_owned(),
            theme_settings: [("another".to_owned(), BTreeMap::new())].into(),
        };
        for name in other.changed_since(&SiteValues::default()) {
            let parts = SettingParts::changed_in(&serde_json::json!({ "changed": [name] }));
            assert!(parts != SettingParts::ALL && !parts.is_empty(), "{name}");
        }
    }
}
