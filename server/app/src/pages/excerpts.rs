//! The beginnings of entries for lists, as they are kept; one statement for a list.

use std::collections::HashMap;

use galley_domain::schema::StoredType;
use galley_render::Wording;
use galley_render::markdown::{EXCERPT_LENGTH, rendering_key};

use super::cards;
use super::items::Item;
use super::parts::Parts;
use super::reading::Reading;
use crate::error::AppError;
use crate::rendered;

/// What is known of the bodies of a list.
#[derive(Debug, Default)]
pub(super) struct Excerpts {
    wording: Wording,
    kept: HashMap<[u8; 32], String>,
}

impl Excerpts {
    /// What the editor wrote, else the beginning of the body.
    pub(super) fn of(&self, item: &Item, parts: &Parts) -> String {
        cards::standfirst(item, parts).unwrap_or_else(|| {
            let body = cards::body(item, parts).unwrap_or_default();
            let kept = || self.kept.get(&rendering_key(self.wording, body)).cloned();
            // Making it anew is right as well: it reads the source no further than it must.
            if body.is_empty() {
                String::new()
            } else {
                kept().unwrap_or_else(|| galley_render::excerpt(body, EXCERPT_LENGTH))
            }
        })
    }
}

impl Reading {
    /// Of those items that have a body and no words of an editor.
    pub(super) async fn excerpts(&self, stored: &StoredType, items: &[Item]) -> Result<Excerpts, AppError> {
        let parts = self.parts(stored);
        let wording = self.wording(stored);
        let without = items.iter().filter(|item| cards::standfirst(item, &parts).is_none());
        let bodies: Vec<&str> =
            without.filter_map(|item| cards::body(item, &parts)).filter(|body| !body.is_empty()).collect();
        let kept = rendered::excerpts(self.moment.as_ref(), wording, &bodies).await?;
        Ok(Excerpts { wording, kept })
    }
}
