//! A draft as its page would show it: its own words, and of what it links to only what anybody may see.

use std::collections::HashMap;
use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Stage;
use galley_domain::query::{
    Operator, RequestedFilter, RequestedPage, RequestedPopulate, RequestedQuery, check,
};
use galley_domain::roles::Actor;
use galley_domain::schema::{Cardinality, FieldKind, StoredType, TypeName};
use galley_domain::text::instant;
use galley_domain::values::{upcast, visible};
use galley_store::entries::{self, Entry};
use galley_store::{Snapshot, StoreError, assets, documents};
use serde_json::{Map, Value, json};

use super::entry;
use super::items::{Item, media_url, one_or_many};
use super::links::document_of;
use super::reading::Reading;
use crate::error::AppError;

impl Reading {
    /// The draft of a document in this locale, as [`Reading::document`] gives what is published. None in the trash.
    /// The snapshot is that of the reading.
    pub(super) async fn draft(
        &self,
        snapshot: &Snapshot,
        stored: &Arc<StoredType>,
        document: DocumentId,
    ) -> Result<Option<Item>, AppError> {
        let header = documents::by_id(snapshot, document).await?;
        if header.is_none_or(|header| header.trashed_at.is_some() || header.content_type != stored.id) {
            return Ok(None);
        }
        let mut rows = entries::by_documents(snapshot, &[document]).await?;
        rows.retain(|row| row.locale == self.locale && row.trashed_at.is_none());
        let published = rows.iter().find(|row| row.stage == Stage::Published).map(|row| row.id);
        let Some(draft) = rows.iter().find(|row| row.stage == Stage::Draft) else { return Ok(None) };
        let mut item = self.words(stored, draft)?;
        let RequestedPopulate::Named(linked) = entry::request(self, stored).populate else {
            return Ok(Some(item));
        };
        for (name, request) in linked {
            let Some(field) = stored.schema.field(&name) else { continue };
            let named = item.get(&name).map(named_in).unwrap_or_default();
            let shown = match &field.kind {
                FieldKind::Relation { target, cardinality, .. } => {
                    self.published(target, *cardinality, named, request).await?
                }
                FieldKind::Media { cardinality, .. } => self.media(*cardinality, &named).await?,
                // Components are in the draft itself, and what others link to it from is no part of its page.
                _ => continue,
            };
            item.insert(name, shown);
        }
        // Its neighbours are those of what is published of it, if anything is.
        item.insert("id".to_owned(), json!(published.unwrap_or(draft.id)));
        Ok(Some(item))
    }

    /// The members that anybody may read, and the times.
    fn words(&self, stored: &StoredType, draft: &Entry) -> Result<Item, AppError> {
        let data: Map<String, Value> = serde_json::from_str(&draft.data)
            .map_err(|error| StoreError::Corrupt { table: "entries", problem: error.to_string() })?;
        let data = upcast(&self.model, stored, draft.schema_version, &data);
        let mut item = visible(&self.model, &Actor::Anonymous, &stored.schema, &data);
        item.insert("documentId".to_owned(), json!(draft.document));
        let times = [
            ("createdAt", Some(draft.created_at)),
            ("updatedAt", Some(draft.updated_at)),
            ("publishedAt", draft.published_at),
        ];
        for (name, time) in times {
            item.insert(name.to_owned(), json!(time.map(instant::show)));
        }
        Ok(item)
    }

    /// The published entries among `named`, in that order.
    async fn published(
        &self,
        target: &TypeName,
        cardinality: Cardinality,
        named: Vec<DocumentId>,
        request: RequestedQuery,
    ) -> Result<Value, AppError> {
        let Some(target) = self.named(target.as_str()).filter(|_| !named.is_empty()) else {
            return Ok(one_or_many(cardinality, Vec::new()));
        };
        let most = usize::try_from(check::MAX_PAGE_SIZE).unwrap_or(usize::MAX);
        let operands = named.iter().take(most).map(ToString::to_string).collect();
        let among = RequestedFilter::Compare { operator: Operator::In, operands };
        let filter = RequestedFilter::On { field: "documentId".to_owned(), condition: Box::new(among) };
        let page = RequestedPage {
            page_size: Some(check::MAX_PAGE_SIZE),
            without_count: true,
            ..RequestedPage::default()
        };
        let found = self.list(target, RequestedQuery { filter: Some(filter), page, ..request }).await?;
        let mut found: HashMap<DocumentId, Item> =
            found.items.into_iter().filter_map(|item| Some((document_of(&item)?, item))).collect();
        let items = named.iter().filter_map(|document| found.remove(document)).map(Value::Object);
        Ok(one_or_many(cardinality, items.collect()))
    }

    async fn media(&self, cardinality: Cardinality, named: &[DocumentId]) -> Result<Value, AppError> {
        let found = assets::by_documents(self.moment.as_ref(), named).await?;
        let picture = |document: &DocumentId| {
            let asset = found.iter().find(|asset| asset.document == *document)?;
            Some(json!({
                "url": media_url(asset.document, &asset.name),
                "alternativeText": asset.alternative_text,
                "width": asset.width,
                "height": asset.height,
            }))
        };
        Ok(one_or_many(cardinality, named.iter().filter_map(picture).collect()))
    }
}

/// The ids that a stored reference holds, one or many.
fn named_in(value: &Value) -> Vec<DocumentId> {
    let id = |value: &Value| value.as_str().and_then(|text| text.parse().ok());
    match value {
        Value::Array(values) => values.iter().filter_map(id).collect(),
        one => id(one).into_iter().collect(),
    }
}
