//! Finding what sources were rendered to.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::entity::{Column, Entity, Model};
use super::{Rendering, RenderingHash, TABLE};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::reading::RowSource;
use crate::stored;

/// Those of the renderings that are there.
pub async fn by_hashes<'a>(
    source: impl Into<RowSource<'a>>,
    hashes: &[RenderingHash],
) -> Result<HashMap<RenderingHash, Rendering>, StoreError> {
    let source = source.into();
    let mut found = HashMap::with_capacity(hashes.len());
    for list in lists(hashes) {
        let some = Entity::find().filter(Column::Hash.is_in(list.into_iter().map(Vec::from)));
        for row in source.select(some).await? {
            let Model { hash, html, toc, excerpt } = Model::read(&row)?;
            let hash = stored::hash(TABLE, hash)?;
            found.insert(hash, Rendering { hash, html, toc, excerpt });
        }
    }
    Ok(found)
}

/// The beginnings of those that are there, as plain text.
pub async fn excerpts<'a>(
    source: impl Into<RowSource<'a>>,
    hashes: &[RenderingHash],
) -> Result<HashMap<RenderingHash, String>, StoreError> {
    let source = source.into();
    let mut found = HashMap::with_capacity(hashes.len());
    for list in lists(hashes) {
        let some = Entity::find()
            .select_only()
            .column(Column::Hash)
            .column(Column::Excerpt)
            .filter(Column::Hash.is_in(list.into_iter().map(Vec::from)));
        for row in source.select(some).await? {
            found.insert(stored::hash(TABLE, row.bytes(0)?.to_vec())?, row.text(1)?.to_owned());
        }
    }
    Ok(found)
}

/// Which of the renderings are there.
pub async fn known<'a>(
    source: impl Into<RowSource<'a>>,
    hashes: &[RenderingHash],
) -> Result<HashSet<RenderingHash>, StoreError> {
    let source = source.into();
    let mut found = HashSet::with_capacity(hashes.len());
    for list in lists(hashes) {
        let some = Entity::find()
            .select_only()
            .column(Column::Hash)
            .filter(Column::Hash.is_in(list.into_iter().map(Vec::from)));
        for row in source.select(some).await? {
            found.insert(stored::hash(TABLE, row.bytes(0)?.to_vec())?);
        }
    }
    Ok(found)
}
