//! A change of settings: what it may say, and what the settings are afterwards.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::profiles::{self, Profile};
use super::site_values::SiteValues;
use crate::errors::{FieldErrorCode, FieldErrors, FieldPath};
use crate::ids::DocumentId;
use crate::locales::{Fallbacks, Locale};
use crate::patch::{Patch, given};
use crate::routes::RouteSettings;
use crate::schema::Model;
use crate::theme_settings::ThemeSettings;

const LONGEST_TITLE: usize = 255;
const LONGEST_DESCRIPTION: usize = 2_000;
const MOST_LOCALES: usize = 100;
/// On one page, or in one feed.
const MOST_ENTRIES: u64 = 100;
/// Ten years.
const MOST_DAYS: u32 = 3_650;

/// What to change; what is absent stays. This is also the form in which a client writes it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SitePatch {
    #[serde(deserialize_with = "given")]
    pub title: Option<String>,
    #[serde(deserialize_with = "given")]
    pub description: Option<String>,
    #[serde(deserialize_with = "given")]
    pub locales: Option<Vec<Locale>>,
    #[serde(deserialize_with = "given", rename = "locale_fallbacks")]
    pub fallbacks: Option<Fallbacks>,
    #[serde(deserialize_with = "given")]
    pub time_zone: Option<String>,
    pub logo: Patch<DocumentId>,
    pub icon: Patch<DocumentId>,
    pub social_image: Patch<DocumentId>,
    #[serde(deserialize_with = "given")]
    pub profiles: Option<Vec<Profile>>,
    pub entries_per_page: Patch<u64>,
    #[serde(deserialize_with = "given")]
    pub entries_per_feed: Option<u64>,
    #[serde(deserialize_with = "given")]
    pub discourage_search_engines: Option<bool>,
    pub events_kept_days: Patch<u32>,
    #[serde(deserialize_with = "given")]
    pub routes: Option<RouteSettings>,
    /// The name of a theme.
    #[serde(deserialize_with = "given")]
    pub theme: Option<String>,
    /// By name, for the theme that the site wears afterwards; null for what the theme suggests.
    #[serde(deserialize_with = "given")]
    pub theme_settings: Option<BTreeMap<String, Value>>,
}

impl SitePatch {
    /// The settings after the change; whether pictures, entries and the theme exist is not looked at. `offered` is what
    /// may be decided about the theme that is worn afterwards.
    pub fn applied(
        self,
        before: &SiteValues,
        model: &Model,
        offered: &ThemeSettings,
    ) -> Result<SiteValues, FieldErrors> {
        let mut errors = FieldErrors::default();
        let checks_paths = self.locales.is_some() || self.routes.is_some();
        let keeps_fallbacks = self.fallbacks.is_none();
        let mut after = SiteValues {
            title: self.title.map_or_else(|| before.title.clone(), |title| title.trim().to_owned()),
            description: self.description.unwrap_or_else(|| before.description.clone()),
            locales: self.locales.unwrap_or_else(|| before.locales.clone()),
            fallbacks: self.fallbacks.unwrap_or_else(|| before.fallbacks.clone()),
            time_zone: self.time_zone.unwrap_or_else(|| before.time_zone.clone()),
            logo: self.logo.applied(before.logo),
            icon: self.icon.applied(before.icon),
            social_image: self.social_image.applied(before.social_image),
            profiles: self.profiles.unwrap_or_else(|| before.profiles.clone()),
            entries_per_page: self.entries_per_page.applied(before.entries_per_page),
            entries_per_feed: self.entries_per_feed.unwrap_or(before.entries_per_feed),
            discourage_search_engines: self
                .discourage_search_engines
                .unwrap_or(before.discourage_search_engines),
            events_kept_days: self.events_kept_days.applied(before.events_kept_days),
            routes: self.routes.unwrap_or_else(|| before.routes.clone()),
            theme: self.theme.unwrap_or_else(|| before.theme.clone()),
            theme_settings: before.theme_settings.clone(),
        };
        if let Some(decided) = self.theme_settings {
            decide(&mut after, &decided, offered, &mut errors);
        }
        if keeps_fallbacks {
            after.fallbacks = after.fallbacks.among(&after.locales);
        }
        check_texts(&after, &mut errors);
        check_locales(&after.locales, &mut errors);
        after.fallbacks.check(&after.locales, &FieldPath::of("locale_fallbacks"), &mut errors);
        profiles::check(&after.profiles, &mut errors);
        check_count("entries_per_page", after.entries_per_page, &mut errors);
        check_count("entries_per_feed", Some(after.entries_per_feed), &mut errors);
        check_retention(after.events_kept_days, &mut errors);
        if checks_paths {
            let mut model = model.clone();
            model.locales.clone_from(&after.locales);
            after.routes.check(&model, &mut errors);
        }
        errors.or(after)
    }
}

/// Takes over what was decided about the theme, as far as it fits.
fn decide(
    after: &mut SiteValues,
    decided: &BTreeMap<String, Value>,
    offered: &ThemeSettings,
    errors: &mut FieldErrors,
) {
    let of_theme = after.theme_settings.entry(after.theme.clone()).or_default();
    for (name, value) in decided {
        let place = FieldPath::of("theme_settings").field(name);
        match offered.get(name).map(|setting| (value, setting.check(value))) {
            None => errors.add(place, FieldErrorCode::UnknownField, "is no setting of the theme"),
            Some((Value::Null, _)) => {
                of_theme.remove(name);
            }
            Some((_, Ok(value))) => {
                of_theme.insert(name.clone(), value);
            }
            Some((_, Err((code, message)))) => errors.add(place, code, message),
        }
    }
    after.theme_settings.retain(|_, decided| !decided.is_empty());
}

fn check_texts(values: &SiteValues, errors: &mut FieldErrors) {
    let title = FieldPath::of("title");
    limit(&title, &values.title, LONGEST_TITLE, errors);
    if values.title.is_empty() {
        errors.add(title, FieldErrorCode::Required, "must not be empty");
    }
    limit(&FieldPath::of("description"), &values.description, LONGEST_DESCRIPTION, errors);
    if jiff::tz::TimeZone::get(&values.time_zone).is_err() {
        errors.add(FieldPath::of("time_zone"), FieldErrorCode::NotAnOption, "is not a known time zone");
    }
}

fn check_locales(locales: &[Locale], errors: &mut FieldErrors) {
    let path = FieldPath::of("locales");
    if locales.is_empty() {
        errors.add(path.clone(), FieldErrorCode::TooFew, "must name at least one locale");
    }
    if locales.len() > MOST_LOCALES {
        errors.add(path, FieldErrorCode::TooMany, format!("must be at most {MOST_LOCALES} locales"));
        return;
    }
    for (index, locale) in locales.iter().enumerate() {
        let is_there = |other: &Locale| other.as_str().eq_ignore_ascii_case(locale.as_str());
        if locale.is_none() {
            errors.add(path.index(index), FieldErrorCode::WrongKind, "must be a locale code");
        } else if locales.iter().take(index).any(is_there) {
            errors.add(path.index(index), FieldErrorCode::Duplicate, "is there twice");
        }
    }
}

fn check_count(name: &str, entries: Option<u64>, errors: &mut FieldErrors) {
    let place = FieldPath::of(name);
    match entries {
        Some(0) => errors.add(place, FieldErrorCode::TooSmall, "must be at least 1"),
        Some(size) if size > MOST_ENTRIES => {
            let message = format!("must be at most {MOST_ENTRIES}");
            errors.add(place, FieldErrorCode::TooLarge, message);
        }
        Some(_) | None => {}
    }
}

fn check_retention(days: Option<u32>, errors: &mut FieldErrors) {
    let place = FieldPath::of("events_kept_days");
    match days {
        Some(0) => errors.add(place, FieldErrorCode::TooSmall, "must be at least 1"),
        Some(days) if days > MOST_DAYS => {
            errors.add(place, FieldErrorCode::TooLarge, format!("must be at most {MOST_DAYS}"));
        }
        Some(_) | None => {}
    }
}

/// What every text of the settings must keep to.
pub(super) fn limit(place: &FieldPath, text: &str, longest: usize, errors: &mut FieldErrors) {
    if text.chars().count() > longest {
        let message = format!("must be at most {longest} characters");
        errors.add(place.clone(), FieldErrorCode::TooLong, message);
    }
    if text.contains('\0') {
        errors.add(place.clone(), FieldErrorCode::ForbiddenCharacter, "must not contain U+0000");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::errors::FieldErrorCode as Code;
    use crate::schema::TypeName;
    use crate::theme_settings::{Kind, ThemeSetting};

    fn locales(codes: &[&str]) -> Vec<Locale> {
        codes.iter().map(|code| code.parse().unwrap()).collect()
    }

    fn check(patch: SitePatch, expected: &[(&str, FieldErrorCode)]) {
        let before = SiteValues { locales: locales(&["en", "fr"]), ..SiteValues::default() };
        let found =
            patch.applied(&before, &Model::default(), &ThemeSettings::default()).err().unwrap_or_default();
        let found: Vec<(String, FieldErrorCode)> =
            found.iter().map(|error| (error.path.to_pointer(), error.code)).collect();
        let expected: Vec<(String, FieldErrorCode)> =
            expected.iter().map(|(path, code)| ((*path).to_owned(), *code)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_wrong_value_is_named() {
        let fallbacks = |json: &str| Some(serde_json::from_str::<Fallbacks>(json).unwrap());
        let lists = |path: &str| RouteSettings {
            lists: Some(vec![crate::routes::ListRoute {
                path: path.to_owned(),
                content_type: "post".parse::<TypeName>().unwrap(),
            }]),
        };
        let profile = |name: &str, url: &str| Profile { name: name.to_owned(), url: url.to_owned() };
        check(
            SitePatch {
                title: Some("  ".to_owned()),
                description: Some("x".repeat(2_001)),
                ..SitePatch::default()
            },
            &[("/title", Code::Required), ("/description", Code::TooLong)],
        );
        check(
            SitePatch { locales: Some(locales(&["en", "fr", "en"])), ..SitePatch::default() },
            &[("/locales/2", Code::Duplicate)],
        );
        check(
            SitePatch {
                fallbacks: fallbacks(r#"{"fr":["en","en","de","fr"],"it":["en"]}"#),
                ..SitePatch::default()
            },
            &[
                ("/locale_fallbacks/fr/1", Code::Duplicate),
                ("/locale_fallbacks/fr/2", Code::NotAnOption),
                ("/locale_fallbacks/fr/3", Code::Duplicate),
                ("/locale_fallbacks/it", Code::NotAnOption),
            ],
        );
        check(
            SitePatch { entries_per_page: Patch::Value(101), ..SitePatch::default() },
            &[("/entries_per_page", Code::TooLarge)],
        );
        check(
            SitePatch { entries_per_feed: Some(0), ..SitePatch::default() },
            &[("/entries_per_feed", Code::TooSmall)],
        );
        check(
            SitePatch {
                profiles: Some(vec![profile("", "javascript:alert(1)"), profile("ok", "https://a.example")]),
                ..SitePatch::default()
            },
            &[("/profiles/0/name", Code::Required), ("/profiles/0/url", Code::NotAUrl)],
        );
        check(
            SitePatch { routes: Some(lists("/fr/news")), ..SitePatch::default() },
            &[("/routes/lists/0/path", Code::ReservedPath), ("/routes/lists/0/type", Code::NotAnOption)],
        );
    }

    fn offered() -> ThemeSettings {
        let setting = |name: &str, kind: Kind| ThemeSetting {
            name: name.to_owned(),
            label: name.to_owned(),
            help: String::new(),
            group: None,
            visible_if: None,
            in_css: false,
            kind,
        };
        let flag = setting("flag", Kind::Boolean { default: true });
        ThemeSettings(vec![flag, setting("accent", Kind::Colour { default: None })])
    }

    fn decide(before: &SiteValues, theme: &str, decided: Value) -> Result<SiteValues, FieldErrors> {
        let patch = SitePatch {
            theme: Some(theme.to_owned()),
            theme_settings: Some(serde_json::from_value(decided).unwrap()),
            ..SitePatch::default()
        };
        patch.applied(before, &Model::default(), &offered())
    }

    #[test]
    fn what_is_decided_about_a_theme_fits_it_and_stays_with_it() {
        let first =
            decide(&SiteValues::default(), "a", json!({ "flag": false, "accent": "#AABBCC" })).unwrap();
        assert_eq!(first.changed_since(&SiteValues::default()), ["theme", "theme_settings"]);
        let other = decide(&first, "b", json!({ "flag": true })).unwrap();
        let back = decide(&other, "a", json!({ "flag": null })).unwrap();
        let decided: Vec<(&str, Value)> =
            back.of_theme().map(|(name, value)| (name, value.to_json())).collect();
        assert_eq!(decided, [("accent", json!("#aabbcc"))]);
        let stored: SiteValues = serde_json::from_str(&serde_json::to_string(&back).unwrap()).unwrap();
        assert_eq!(stored, back);
        let refused =
            decide(&first, "a", json!({ "accent": "red", "flag": 1, "nothing": null })).unwrap_err();
        let refused: Vec<(String, Code)> =
            refused.iter().map(|error| (error.path.to_pointer(), error.code)).collect();
        let expected =
            [("accent", Code::WrongKind), ("flag", Code::WrongKind), ("nothing", Code::UnknownField)];
        assert_eq!(refused, expected.map(|(name, code)| (format!("/theme_settings/{name}"), code)));
    }

    #[test]
    fn a_locale_that_goes_takes_its_fallbacks_along() {
        let before = SiteValues {
            locales: locales(&["en", "fr", "ar"]),
            fallbacks: serde_json::from_str(r#"{"fr":["ar","en"],"ar":["en"]}"#).unwrap(),
            ..SiteValues::default()
        };
        let patch = SitePatch { locales: Some(locales(&["en", "fr"])), ..SitePatch::default() };
        let after = patch.applied(&before, &Model::default(), &ThemeSettings::default()).unwrap();
        assert_eq!(after.fallbacks, serde_json::from_str(r#"{"fr":["en"]}"#).unwrap());
        assert_eq!(after.changed_since(&before), ["locales", "locale_fallbacks"]);
    }
}
