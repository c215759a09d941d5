//! What templates ask for while they render, answered from the moment that their page shows.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::query::{Operator, RequestedFilter, RequestedPage, RequestedQuery, RequestedSort};
use galley_domain::schema::{FieldKind, StoredType};
use galley_render::pages::EntryCard;
use galley_render::{Condition, DataError, ListRequest, PageData};
use serde_json::Value;
use tokio::runtime::Handle;

use super::cards;
use super::links::documents_in;
use super::neighbours::compare;
use super::reading::Reading;
use crate::error::AppError;

/// Made on an async thread, used on one where blocking is allowed.
pub(super) struct LiveData {
    reading: Reading,
    runtime: Handle,
}

impl LiveData {
    pub(super) fn new(reading: Reading) -> Self {
        Self { reading, runtime: Handle::current() }
    }

    fn stored(&self, content_type: &str) -> Result<&Arc<StoredType>, DataError> {
        self.reading
            .named(content_type)
            .ok_or_else(|| DataError::Refused(format!("there is no content type `{content_type}`")))
    }

    async fn cards(
        &self,
        stored: &Arc<StoredType>,
        request: RequestedQuery,
    ) -> Result<Vec<EntryCard>, AppError> {
        let parts = self.reading.parts(stored);
        let found = self.reading.list(stored, request).await?;
        let paths = self.reading.paths(&documents_in(&found.items)).await?;
        let excerpts = self.reading.excerpts(stored, &found.items).await?;
        Ok(found.items.iter().filter_map(|item| cards::card(item, &parts, &paths, &excerpts)).collect())
    }
}

impl PageData for LiveData {
    fn list(&self, request: &ListRequest) -> Result<Vec<EntryCard>, DataError> {
        let stored = self.stored(&request.content_type)?;
        let mut query = cards::request(&self.reading.parts(stored));
        let conditions: Result<Vec<RequestedFilter>, DataError> =
            request.conditions.iter().map(|condition| filter(&self.reading, stored, condition)).collect();
        query.filter = Some(RequestedFilter::All(conditions?)).filter(|_| !request.conditions.is_empty());
        if let Some(sort) = &request.sort {
            query.sort = vec![sort_key(sort)];
        }
        let limit = u64::try_from(request.limit).ok();
        query.page = RequestedPage { page_size: limit, without_count: true, ..RequestedPage::default() };
        self.runtime.block_on(self.cards(stored, query)).map_err(data_error)
    }

    fn entry(&self, content_type: &str, slug: &str) -> Result<Option<EntryCard>, DataError> {
        let stored = self.stored(content_type)?;
        let parts = self.reading.parts(stored);
        let Some(field) = &parts.slug else { return Ok(None) };
        let query = RequestedQuery {
            filter: Some(compare(field, Operator::Eq, slug.to_owned())),
            page: RequestedPage { page_size: Some(1), without_count: true, ..RequestedPage::default() },
            ..cards::request(&parts)
        };
        let cards = self.runtime.block_on(self.cards(stored, query)).map_err(data_error)?;
        Ok(cards.into_iter().next())
    }

    fn url(&self, document: DocumentId) -> Result<Option<String>, DataError> {
        let paths = self.runtime.block_on(self.reading.paths(&[document].into())).map_err(data_error)?;
        Ok(paths.of_document(document))
    }
}

/// A relation is compared by the slug of its target, everything else by itself.
fn filter(
    reading: &Reading,
    stored: &StoredType,
    condition: &Condition,
) -> Result<RequestedFilter, DataError> {
    let refused = |problem: &str| DataError::Refused(format!("`{}` {problem}", condition.field));
    let operand = match &condition.value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            return Err(refused("is compared with a text, a number or a truth value"));
        }
    };
    let target = stored.schema.field(&condition.field).and_then(|field| match &field.kind {
        FieldKind::Relation { target, .. } | FieldKind::InverseRelation { target, .. } => {
            reading.model.content_type(target)
        }
        _ => None,
    });
    let Some(target) = target else { return Ok(compare(&condition.field, Operator::Eq, operand)) };
    let slug = reading.parts(target).slug.ok_or_else(|| refused("leads to entries without a slug"))?;
    let inner = compare(&slug, Operator::Eq, operand);
    Ok(RequestedFilter::On { field: condition.field.clone(), condition: Box::new(inner) })
}

/// `published_at:desc`, with the names of the content API also accepted.
fn sort_key(sort: &str) -> RequestedSort {
    let (field, order) = sort.split_once(':').unwrap_or((sort, "asc"));
    let field = match field {
        "published_at" => "publishedAt",
        "created_at" => "createdAt",
        "updated_at" => "updatedAt",
        other => other,
    };
    RequestedSort { path: field.split('.').map(str::to_owned).collect(), descending: order == "desc" }
}

/// A question that the model refuses is the template's mistake.
fn data_error(error: AppError) -> DataError {
    match error {
        AppError::Query(error) => DataError::Refused(error.to_string()),
        other => DataError::Failed(Box::new(other)),
    }
}
