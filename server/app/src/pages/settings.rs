//! What was decided about the theme, with the pictures and entries that it names.

use std::collections::BTreeMap;

use galley_domain::ids::DocumentId;
use galley_domain::schema::TypeName;
use galley_domain::theme_settings::{Kind, SettingValue, ThemeSettings};
use galley_render::pages::{EntryCard, ShownSetting};
use galley_store::assets;

use super::cards;
use super::links::documents_in;
use super::reading::Reading;
use super::site::image;
use crate::error::AppError;

impl Reading {
    /// What still fits what the theme offers: one statement for all pictures, and one question for each entry. What is
    /// not there for readers is nothing.
    pub(super) async fn theme_settings(
        &self,
        offered: &ThemeSettings,
        decided: &BTreeMap<String, SettingValue>,
    ) -> Result<BTreeMap<String, ShownSetting>, AppError> {
        let mut shown = BTreeMap::new();
        let mut pictures = Vec::new();
        for setting in &offered.0 {
            let Some(value) = decided.get(&setting.name).filter(|value| setting.accepts(value)) else {
                continue;
            };
            shown.insert(setting.name.clone(), ShownSetting::of(value));
            match (&setting.kind, value) {
                (_, SettingValue::Image(picture)) => pictures.push((setting.name.clone(), *picture)),
                (Kind::Reference { content_type }, SettingValue::Reference(document)) => {
                    if let Some(card) = self.card_of(content_type, *document).await? {
                        shown.insert(setting.name.clone(), ShownSetting::Entry(Box::new(card)));
                    }
                }
                _ => {}
            }
        }
        self.add_pictures(&pictures, &mut shown).await?;
        Ok(shown)
    }

    async fn add_pictures(
        &self,
        pictures: &[(String, DocumentId)],
        shown: &mut BTreeMap<String, ShownSetting>,
    ) -> Result<(), AppError> {
        if pictures.is_empty() {
            return Ok(());
        }
        let named: Vec<DocumentId> = pictures.iter().map(|(_, picture)| *picture).collect();
        self.recording.addresses(&named);
        let found = assets::by_documents(self.moment.as_ref(), &named).await?;
        for (name, picture) in pictures {
            if let Some(asset) = found.iter().find(|asset| asset.document == *picture) {
                shown.insert(name.clone(), ShownSetting::Image(image(asset)));
            }
        }
        Ok(())
    }

    async fn card_of(
        &self,
        content_type: &TypeName,
        document: DocumentId,
    ) -> Result<Option<EntryCard>, AppError> {
        let Some(stored) = self.named(content_type.as_str()) else {
            // It may come to have pages.
            self.recording.outline();
            return Ok(None);
        };
        let parts = self.parts(stored);
        let Some(item) = self.document(stored, document, cards::request(&parts)).await? else {
            return Ok(None);
        };
        let paths = self.paths(&documents_in([&item])).await?;
        let excerpts = self.excerpts(stored, std::slice::from_ref(&item)).await?;
        Ok(cards::card(&item, &parts, &paths, &excerpts))
    }
}
