//! Which of the settings: those that an answer was made from, and those that a change touched.

use serde_json::Value;

/// Some of the settings, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SettingParts(u32);

impl SettingParts {
    pub const NONE: Self = Self(0);
    pub const TITLE: Self = Self(1);
    pub const DESCRIPTION: Self = Self(1 << 1);
    pub const LOCALES: Self = Self(1 << 2);
    pub const FALLBACKS: Self = Self(1 << 3);
    pub const TIME_ZONE: Self = Self(1 << 4);
    pub const LOGO: Self = Self(1 << 5);
    pub const ICON: Self = Self(1 << 6);
    pub const SOCIAL_IMAGE: Self = Self(1 << 7);
    pub const PROFILES: Self = Self(1 << 8);
    pub const ENTRIES_PER_PAGE: Self = Self(1 << 9);
    pub const ENTRIES_PER_FEED: Self = Self(1 << 10);
    pub const DISCOURAGE_SEARCH_ENGINES: Self = Self(1 << 11);
    pub const EVENTS_KEPT_DAYS: Self = Self(1 << 12);
    pub const ROUTES: Self = Self(1 << 13);
    pub const THEME: Self = Self(1 << 14);
    pub const THEME_SETTINGS: Self = Self(1 << 15);
    /// Also those that a later version may know.
    pub const ALL: Self = Self(u32::MAX);
    /// What is part of the model as nodes have it in memory.
    pub const OF_MODEL: Self = Self::LOCALES.and(Self::FALLBACKS).and(Self::TIME_ZONE).and(Self::ROUTES);

    /// Each with the name by which events call it.
    const NAMES: [(&'static str, Self); 16] = [
        ("title", Self::TITLE),
        ("description", Self::DESCRIPTION),
        ("locales", Self::LOCALES),
        ("locale_fallbacks", Self::FALLBACKS),
        ("time_zone", Self::TIME_ZONE),
        ("logo", Self::LOGO),
        ("icon", Self::ICON),
        ("social_image", Self::SOCIAL_IMAGE),
        ("profiles", Self::PROFILES),
        ("entries_per_page", Self::ENTRIES_PER_PAGE),
        ("entries_per_feed", Self::ENTRIES_PER_FEED),
        ("discourage_search_engines", Self::DISCOURAGE_SEARCH_ENGINES),
        ("events_kept_days", Self::EVENTS_KEPT_DAYS),
        ("routes", Self::ROUTES),
        ("theme", Self::THEME),
        ("theme_settings", Self::THEME_SETTINGS),
    ];

    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one of them is in both.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What an event says has changed. What cannot be read may be any of them.
    pub fn changed_in(detail: &Value) -> Self {
        let names = detail.get("changed").and_then(Value::as_array);
        let part = |name: &Value| name.as_str().and_then(Self::named).unwrap_or(Self::ALL);
        names.map_or(Self::ALL, |names| names.iter().map(part).fold(Self::NONE, Self::and))
    }

    fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, part)| *part)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_event_says_which_settings_changed() {
        for (detail, expected) in [
            (json!({ "changed": ["title", "routes"] }), SettingParts::TITLE.and(SettingParts::ROUTES)),
            (json!({ "changed": [] }), SettingParts::NONE),
            (json!({ "changed": ["title", "unheard of"] }), SettingParts::ALL),
            (json!({ "changed": [7] }), SettingParts::ALL),
            (json!({}), SettingParts::ALL),
        ] {
            assert_eq!(SettingParts::changed_in(&detail), expected, "{detail}");
        }
        assert!(!SettingParts::TITLE.meets(SettingParts::OF_MODEL));
        assert!(SettingParts::OF_MODEL.meets(SettingParts::ROUTES));
    }

    #[test]
    fn each_part_is_another_one() {
        let all = SettingParts::NAMES.iter().map(|(_, part)| *part);
        let together = all.fold(SettingParts::NONE, |known, part| {
            assert!(!known.meets(part), "{part:?}");
            known.and(part)
        });
        assert!(!together.is_empty());
    }
}
