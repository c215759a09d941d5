//! Where a page stands in a tree of pages: what is above it, and what is right below.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::query::{
    Operator, RequestedFields, RequestedFilter, RequestedPage, RequestedPopulate, RequestedQuery,
    RequestedSort,
};
use galley_domain::routes::Tree;
use galley_domain::schema::StoredType;
use galley_render::pages::EntryLink;
use serde_json::Value;

use super::cards;
use super::items::Item;
use super::links::{document_of, documents_in};
use super::neighbours::compare;
use super::reading::Reading;
use crate::error::AppError;

/// No tree is deeper.
const MOST_LEVELS: usize = 16;
const MOST_BELOW: u64 = 100;

/// Empty for entries of types that are no tree.
#[derive(Debug, Default)]
pub(super) struct Branch {
    /// From the top of the tree on.
    pub(super) above: Vec<EntryLink>,
    /// The oldest first, as chapters are written.
    pub(super) below: Vec<EntryLink>,
}

pub(super) async fn branch(
    reading: &Reading,
    stored: &Arc<StoredType>,
    document: DocumentId,
) -> Result<Branch, AppError> {
    let Some(tree) = Tree::of(stored) else { return Ok(Branch::default()) };
    let above = above(reading, stored, &tree, document).await?;
    let below = below(reading, stored, &tree, document).await?;
    Ok(Branch {
        above: linked(reading, stored, &above).await?,
        below: linked(reading, stored, &below).await?,
    })
}

/// One question for each level: a tree has few, and each answer says whom to ask about next.
async fn above(
    reading: &Reading,
    stored: &Arc<StoredType>,
    tree: &Tree,
    document: DocumentId,
) -> Result<Vec<Item>, AppError> {
    let mut found: Vec<Item> = Vec::new();
    let mut next = Some(document);
    while let Some(document) = next.filter(|_| found.len() < MOST_LEVELS) {
        let parent = RequestedQuery { fields: titles(reading, stored), ..RequestedQuery::default() };
        let request = RequestedQuery {
            fields: titles(reading, stored),
            populate: RequestedPopulate::Named([(tree.field.clone(), parent)].into()),
            ..RequestedQuery::default()
        };
        let item = reading.document(stored, document, request).await?;
        let parent = item.as_ref().and_then(|item| item.get(&tree.field)).and_then(Value::as_object).cloned();
        next = parent.as_ref().and_then(document_of);
        found.extend(parent);
    }
    found.reverse();
    Ok(found)
}

async fn below(
    reading: &Reading,
    stored: &Arc<StoredType>,
    tree: &Tree,
    document: DocumentId,
) -> Result<Vec<Item>, AppError> {
    let here = compare("documentId", Operator::Eq, document.to_string());
    let request = RequestedQuery {
        filter: Some(RequestedFilter::On { field: tree.field.clone(), condition: Box::new(here) }),
        fields: titles(reading, stored),
        sort: vec![RequestedSort { path: vec!["publishedAt".to_owned()], descending: false }],
        page: RequestedPage { page_size: Some(MOST_BELOW), without_count: true, ..RequestedPage::default() },
        ..RequestedQuery::default()
    };
    Ok(reading.list(stored, request).await?.items)
}

fn titles(reading: &Reading, stored: &StoredType) -> RequestedFields {
    let title = reading.parts(stored).title;
    RequestedFields::Named(title.into_iter().chain(["publishedAt".to_owned()]).collect())
}

async fn linked(reading: &Reading, stored: &StoredType, items: &[Item]) -> Result<Vec<EntryLink>, AppError> {
    let parts = reading.parts(stored);
    let paths = reading.paths(&documents_in(items)).await?;
    let links = items
        .iter()
        .filter_map(|item| Some(EntryLink { title: cards::title(item, &parts), url: paths.of(item)? }));
    Ok(links.collect())
}
