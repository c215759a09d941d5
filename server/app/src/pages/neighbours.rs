//! The entries published just before and just after one.

use std::sync::Arc;

use galley_domain::query::{
    Operator, RequestedFields, RequestedFilter, RequestedPage, RequestedQuery, RequestedSort,
};
use galley_domain::schema::StoredType;
use galley_render::pages::EntryLink;

use super::cards;
use super::items::Item;
use super::links::documents_in;
use super::parts::Parts;
use super::reading::Reading;
use crate::error::AppError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// The earlier and the later entry of the same type.
pub(super) async fn neighbours(
    reading: &Reading,
    stored: &Arc<StoredType>,
    item: &Item,
    parts: &Parts,
) -> Result<(Option<EntryLink>, Option<EntryLink>), AppError> {
    let before = neighbour(reading, stored, item, parts, Side::Before).await?;
    let after = neighbour(reading, stored, item, parts, Side::After).await?;
    Ok((before, after))
}

async fn neighbour(
    reading: &Reading,
    stored: &Arc<StoredType>,
    item: &Item,
    parts: &Parts,
    side: Side,
) -> Result<Option<EntryLink>, AppError> {
    let Some(request) = request(item, parts, side) else { return Ok(None) };
    let found = reading.list(stored, request).await?;
    let Some(neighbour) = found.items.first() else { return Ok(None) };
    let paths = reading.paths(&documents_in([neighbour])).await?;
    let title = cards::title(neighbour, parts);
    Ok(paths.of(neighbour).map(|url| EntryLink { title, url }))
}

/// Entries of one day often share their time; among those the number of the row decides, as it does in lists.
fn request(item: &Item, parts: &Parts, side: Side) -> Option<RequestedQuery> {
    let time = cards::text(item, "publishedAt")?;
    let id = item.get("id")?.as_i64()?.to_string();
    let (further, at_least) = match side {
        Side::Before => (Operator::Lt, Operator::Lte),
        Side::After => (Operator::Gt, Operator::Gte),
    };
    let same_time = RequestedFilter::All(vec![
        compare("publishedAt", Operator::Eq, time.clone()),
        compare("id", further, id),
    ]);
    let beyond = RequestedFilter::Any(vec![compare("publishedAt", further, time.clone()), same_time]);
    let sort = RequestedSort { path: vec!["publishedAt".to_owned()], descending: side == Side::Before };
    Some(RequestedQuery {
        // The first condition says nothing new; by it the database begins where the entry stands.
        filter: Some(RequestedFilter::All(vec![compare("publishedAt", at_least, time), beyond])),
        sort: vec![sort],
        // With its time it is known where it stands, and what comes further away is no news to the page.
        fields: RequestedFields::Named(
            parts.title.iter().cloned().chain(["publishedAt".to_owned()]).collect(),
        ),
        page: RequestedPage { page_size: Some(1), without_count: true, ..RequestedPage::default() },
        ..RequestedQuery::default()
    })
}

/// Having one of several values.
pub(super) fn compare_any(field: &str, operands: Vec<String>) -> RequestedFilter {
    let condition = RequestedFilter::Compare { operator: Operator::In, operands };
    RequestedFilter::On { field: field.to_owned(), condition: Box::new(condition) }
}

/// A condition on one field.
pub(super) fn compare(field: &str, operator: Operator, operand: String) -> RequestedFilter {
    let condition = RequestedFilter::Compare { operator, operands: vec![operand] };
    RequestedFilter::On { field: field.to_owned(), condition: Box::new(condition) }
}
