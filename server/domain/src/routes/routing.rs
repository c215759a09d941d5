//! What the site's settings mean for its paths.

use jiff::tz::TimeZone;

use super::lists::ListRoute;
use crate::locales::Fallbacks;

/// The part of the settings that paths depend on, beside the locales.
#[derive(Debug, Clone, PartialEq)]
pub struct Routing {
    /// Every list there is; none for those that follow from the patterns of the types.
    pub lists: Option<Vec<ListRoute>>,
    /// Where the days of dated paths begin.
    pub time_zone: TimeZone,
    /// Where links lead to what their locale lacks.
    pub fallbacks: Fallbacks,
}

impl Default for Routing {
    fn default() -> Self {
        Self { lists: None, time_zone: TimeZone::UTC, fallbacks: Fallbacks::default() }
    }
}
