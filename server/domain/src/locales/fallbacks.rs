//! Which locales stand in for one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Locale;
use crate::errors::{FieldErrorCode, FieldErrors, FieldPath};

const LONGEST_CHAIN: usize = 10;

/// For each locale the ones that the site tries, in order, when something does not exist in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fallbacks(BTreeMap<Locale, Vec<Locale>>);

impl Fallbacks {
    /// The chain of one locale, without itself.
    pub fn of(&self, locale: &Locale) -> &[Locale] {
        self.0.get(locale).map_or(&[], Vec::as_slice)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Locale, &[Locale])> {
        self.0.iter().map(|(locale, chain)| (locale, chain.as_slice()))
    }

    /// What is left of the chains when there are only these locales.
    #[must_use]
    pub fn among(&self, locales: &[Locale]) -> Self {
        let left = |(locale, chain): (&Locale, &Vec<Locale>)| {
            let chain: Vec<Locale> = chain.iter().filter(|other| locales.contains(other)).cloned().collect();
            (locales.contains(locale) && !chain.is_empty()).then(|| (locale.clone(), chain))
        };
        Self(self.0.iter().filter_map(left).collect())
    }

    /// Adds to `errors` what names no locale of the site, or one twice; a chain names its own locale already.
    pub fn check(&self, locales: &[Locale], place: &FieldPath, errors: &mut FieldErrors) {
        let unknown = "is not a locale of the site";
        for (locale, chain) in &self.0 {
            let place = place.field(locale.as_str());
            if !locales.contains(locale) {
                errors.add(place, FieldErrorCode::NotAnOption, unknown);
                continue;
            }
            if chain.len() > LONGEST_CHAIN {
                errors.add(
                    place,
                    FieldErrorCode::TooMany,
                    format!("must be at most {LONGEST_CHAIN} locales"),
                );
                continue;
            }
            for (index, other) in chain.iter().enumerate() {
                if !locales.contains(other) {
                    errors.add(place.index(index), FieldErrorCode::NotAnOption, unknown);
                } else if other == locale || chain.iter().take(index).any(|earlier| earlier == other) {
                    errors.add(place.index(index), FieldErrorCode::Duplicate, "is there twice");
                }
            }
        }
    }
}

impl FromIterator<(Locale, Vec<Locale>)> for Fallbacks {
    fn from_iter<I: IntoIterator<Item = (Locale, Vec<Locale>)>>(chains: I) -> Self {
        Self(chains.into_iter().collect())
    }
}
