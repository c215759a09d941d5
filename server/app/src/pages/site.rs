//! The site as its settings describe it, in the locale of a page.

use std::collections::BTreeMap;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::routes::localized;
use galley_domain::theme_settings::SettingValue;
use galley_render::pages::{Direction, Image, ProfileLink, Site};
use galley_store::assets::{self, AssetRow};

use super::items::media_url;
use super::reading::Reading;
use crate::error::AppError;
use crate::settings;

/// Languages that are written from right to left, by their first subtag; `-Latn` and the like say otherwise.
const RIGHT_TO_LEFT: [&str; 12] = ["ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "ps", "sd", "ur", "yi"];

/// What pages take from the settings. What of it is used is noted by the canvas, which hands it out.
#[derive(Debug)]
pub(super) struct SiteParts {
    pub(super) site: Site,
    pub(super) social_image: Option<Image>,
    pub(super) noindex: bool,
    /// Entries on a page of a list, when the settings say so.
    pub(super) page_size: Option<u64>,
    /// Entries of a feed.
    pub(super) feed_length: u64,
    /// The pictures that the settings name.
    pub(super) pictures: Vec<DocumentId>,
    /// The name of the theme, and what was decided about it.
    pub(super) theme: String,
    pub(super) decided: BTreeMap<String, SettingValue>,
}

impl Reading {
    /// The settings with the pictures that they name: at most two statements.
    pub(super) async fn site(&self, base_url: &str) -> Result<SiteParts, AppError> {
        let mut values = settings::read(self.moment.as_ref()).await?.values;
        let decided = values.theme_settings.remove(&values.theme).unwrap_or_default();
        let named: Vec<DocumentId> =
            values.pictures().into_iter().filter_map(|(_, picture)| picture).collect();
        let pictures = self.pictures(&named).await?;
        let found =
            |picture: Option<DocumentId>| pictures.iter().find(|asset| Some(asset.document) == picture);
        let default = self.model.default_locale();
        let locale = if self.locale.is_none() { &default } else { &self.locale };
        let site = Site {
            logo: found(values.logo).map(image),
            icon: found(values.icon).map(url),
            profiles: values
                .profiles
                .into_iter()
                .map(|profile| ProfileLink { name: profile.name, url: profile.url })
                .collect(),
            title: values.title,
            description: values.description,
            url: base_url.to_owned(),
            home: localized("/", locale, &default),
            language: if locale.is_none() { "en".to_owned() } else { locale.to_string() },
            direction: direction(locale),
            time_zone: values.time_zone,
        };
        Ok(SiteParts {
            site,
            social_image: found(values.social_image).map(image),
            noindex: values.discourage_search_engines,
            page_size: values.entries_per_page,
            feed_length: values.entries_per_feed,
            pictures: named,
            theme: values.theme,
            decided,
        })
    }

    /// Those that were removed by force are not there.
    async fn pictures(&self, named: &[DocumentId]) -> Result<Vec<AssetRow>, AppError> {
        if named.is_empty() {
            return Ok(Vec::new());
        }
        Ok(assets::by_documents(self.moment.as_ref(), named).await?)
    }
}

fn url(asset: &AssetRow) -> String {
    media_url(asset.document, &asset.name)
}

pub(super) fn image(asset: &AssetRow) -> Image {
    let pixels = |pixels: Option<i32>| pixels.and_then(|pixels| u32::try_from(pixels).ok());
    Image {
        url: url(asset),
        alt: asset.alternative_text.clone().unwrap_or_default(),
        width: pixels(asset.width),
        height: pixels(asset.height),
        renditions: Vec::new(),
    }
}

pub(super) fn direction(locale: &Locale) -> Direction {
    let code = locale.as_str().to_ascii_lowercase();
    let mut subtags = code.split('-');
    let language = subtags.next().unwrap_or_default();
    let script = subtags.find(|subtag| subtag.len() == 4);
    let right_to_left = match script {
        Some(script) => matches!(script, "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm"),
        None => RIGHT_TO_LEFT.contains(&language),
    };
    if right_to_left { Direction::Rtl } else { Direction::Ltr }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_says_which_way_it_is_written() {
        for (code, expected) in [
            ("en", Direction::Ltr),
            ("ar", Direction::Rtl),
            ("fa-IR", Direction::Rtl),
            ("he", Direction::Rtl),
            ("pa-Arab", Direction::Rtl),
            ("az-Latn", Direction::Ltr),
            ("ar-Latn", Direction::Ltr),
        ] {
            assert_eq!(direction(&code.parse().unwrap()), expected, "{code}");
        }
        assert_eq!(direction(&Locale::none()), Direction::Ltr);
    }
}
