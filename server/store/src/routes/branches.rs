//! Published entries of a type whose paths make a tree, from either end of the links that make it.

use std::collections::HashMap;

use galley_domain::ids::{DocumentId, PathId};
use galley_domain::locales::{Locale, Stage};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::bulk::lists;
use crate::entries::entity as entry;
use crate::error::StoreError;
use crate::links::entity as link;
use crate::transaction::Transaction;

/// Links to documents, in the column `target_kind`.
const DOCUMENT: i16 = 0;

/// A published entry and the one that it names as the one above it, which may not be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    pub document: DocumentId,
    pub slug: Option<String>,
    pub above: Option<DocumentId>,
}

/// The relation that makes the tree, in one locale.
#[derive(Debug, Clone, Copy)]
pub struct Branching<'a> {
    pub path: PathId,
    pub locale: &'a Locale,
}

/// The entries one step below the documents; at most about `limit` of them.
pub async fn branches_below(
    transaction: &impl Transaction,
    tree: Branching<'_>,
    above: &[DocumentId],
    limit: usize,
) -> Result<Vec<Branch>, StoreError> {
    let mut found = Vec::new();
    for list in lists(above) {
        let links: Vec<(i64, Uuid)> = link::Entity::find()
            .select_only()
            .column(link::Column::EntryId)
            .column(link::Column::Target)
            .filter(link::Column::Target.is_in(list.into_iter().map(DocumentId::uuid)))
            .filter(link::Column::PathId.eq(tree.path.0))
            .filter(link::Column::Stage.eq(Stage::Published.number()))
            .filter(link::Column::Locale.eq(tree.locale.as_str()))
            .filter(link::Column::TargetKind.eq(DOCUMENT))
            .limit(u64::try_from(limit).unwrap_or(u64::MAX))
            .into_tuple()
            .all(transaction.connection())
            .await?;
        let above: HashMap<i64, Uuid> = links.into_iter().collect();
        let ids: Vec<i64> = above.keys().copied().collect();
        for list in lists(&ids) {
            let rows: Vec<(i64, Uuid, Option<String>)> = entry::Entity::find()
                .select_only()
                .column(entry::Column::Id)
                .column(entry::Column::DocumentId)
                .column(entry::Column::Slug)
                .filter(entry::Column::Id.is_in(list))
                .into_tuple()
                .all(transaction.connection())
                .await?;
            found.extend(rows.into_iter().map(|(id, document, slug)| Branch {
                document: DocumentId::from_uuid(document),
                slug,
                above: above.get(&id).copied().map(DocumentId::from_uuid),
            }));
        }
        if found.len() >= limit {
            break;
        }
    }
    Ok(found)
}

/// Those of the documents that are published.
pub async fn branches_of(
    transaction: &impl Transaction,
    tree: Branching<'_>,
    documents: &[DocumentId],
) -> Result<Vec<Branch>, StoreError> {
    let mut found = Vec::new();
    for list in lists(documents) {
        let rows: Vec<(i64, Uuid, Option<String>)> = entry::Entity::find()
            .select_only()
            .column(entry::Column::Id)
            .column(entry::Column::DocumentId)
            .column(entry::Column::Slug)
            .filter(entry::Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)))
            .filter(entry::Column::Stage.eq(Stage::Published.number()))
            .filter(entry::Column::Locale.eq(tree.locale.as_str()))
            .into_tuple()
            .all(transaction.connection())
            .await?;
        let ids: Vec<i64> = rows.iter().map(|(id, ..)| *id).collect();
        let above = above(transaction, tree, &ids).await?;
        found.extend(rows.into_iter().map(|(id, document, slug)| Branch {
            document: DocumentId::from_uuid(document),
            slug,
            above: above.get(&id).copied(),
        }));
    }
    Ok(found)
}

async fn above(
    transaction: &impl Transaction,
    tree: Branching<'_>,
    entries: &[i64],
) -> Result<HashMap<i64, DocumentId>, StoreError> {
    let mut found = HashMap::new();
    for list in lists(entries) {
        let links: Vec<(i64, Uuid)> = link::Entity::find()
            .select_only()
            .column(link::Column::EntryId)
            .column(link::Column::Target)
            .filter(link::Column::EntryId.is_in(list))
            .filter(link::Column::PathId.eq(tree.path.0))
            .filter(link::Column::TargetKind.eq(DOCUMENT))
            .into_tuple()
            .all(transaction.connection())
            .await?;
        found.extend(links.into_iter().map(|(entry, target)| (entry, DocumentId::from_uuid(target))));
    }
    Ok(found)
}
