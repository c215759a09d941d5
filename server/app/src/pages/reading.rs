//! Asking for content as the public role does: requests are built of names, checked, and answered as values.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::query::{Expected, RequestedLocale, RequestedQuery, check};
use galley_domain::roles::Actor;
use galley_domain::schema::{FieldKind, Model, StoredType};
use galley_domain::settings::SettingParts;
use galley_render::Wording;

use super::items::{self, Item};
use super::parts::Parts;
use super::read_count::ReadCount;
use crate::cache::Recording;
use crate::content;
use crate::error::AppError;
use crate::rendered;

/// One moment of the site, read as anybody may read it.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) model: Arc<Model>,
    pub(super) moment: Arc<galley_store::Reading>,
    pub(super) locale: Locale,
    pub(super) recording: Recording,
    pub(super) reads: ReadCount,
}

/// A page of a list.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) items: Vec<Item>,
    /// Entries on all pages, when it was asked for.
    pub(super) total: u64,
}

impl Reading {
    pub(super) async fn list(
        &self,
        stored: &Arc<StoredType>,
        request: RequestedQuery,
    ) -> Result<Found, AppError> {
        self.run(stored, request, Expected::List).await
    }

    pub(super) async fn document(
        &self,
        stored: &Arc<StoredType>,
        document: DocumentId,
        request: RequestedQuery,
    ) -> Result<Option<Item>, AppError> {
        let found = self.run(stored, request, Expected::Document(document)).await?;
        Ok(found.items.into_iter().next())
    }

    async fn run(
        &self,
        stored: &Arc<StoredType>,
        mut request: RequestedQuery,
        expected: Expected,
    ) -> Result<Found, AppError> {
        if !self.locale.is_none() {
            request.locale = RequestedLocale::Code(self.locale.to_string());
        }
        let mut query = check::check(&self.model, &Actor::Anonymous, stored, &request, expected)?;
        query.related_fallbacks = self.model.routing.fallbacks.of(&self.locale).to_vec();
        self.reads.add(query.cost);
        let answer = content::answer(self.moment.as_ref(), &self.model, &query).await?;
        self.recording.content(self.moment.as_ref(), (&self.model, &query), &answer).await;
        Ok(Found { items: items::items(&self.model, &query, &answer)?, total: answer.total.unwrap_or(0) })
    }

    pub(super) fn named(&self, content_type: &str) -> Option<&Arc<StoredType>> {
        self.model.by_name(content_type).filter(|stored| stored.schema.public)
    }

    /// The type that the front page lists.
    pub(super) fn front(&self) -> Option<&Arc<StoredType>> {
        self.recording.settings(SettingParts::ROUTES);
        self.recording.outline();
        self.model.listed_at("/").filter(|stored| stored.schema.public)
    }

    /// The words that rendering adds to the texts of a type.
    pub(super) fn wording(&self, stored: &StoredType) -> Wording {
        let locale = if stored.schema.localized { &self.locale } else { &Locale::none() };
        rendered::wording(&self.model, locale)
    }

    /// The type that a relation leads to, when it is public.
    pub(super) fn target(&self, stored: &StoredType, field: Option<&str>) -> Option<&Arc<StoredType>> {
        match &stored.schema.field(field?)?.kind {
            FieldKind::Relation { target, .. } | FieldKind::InverseRelation { target, .. } => {
                self.model.content_type(target).filter(|target| target.schema.public)
            }
            _ => None,
        }
    }

    pub(super) fn parts(&self, stored: &StoredType) -> Parts {
        Parts::of(&self.model, &stored.schema)
    }
}
