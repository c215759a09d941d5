//! Finding what an entry was rendered to.

use galley_domain::ids::EntryId;
use sea_orm::EntityTrait;

use super::entity::Entity;
use super::{Rendering, TABLE};
use crate::error::StoreError;
use crate::stored;
use crate::transaction::Transaction;

pub async fn find(transaction: &impl Transaction, entry: EntryId) -> Result<Option<Rendering>, StoreError> {
    let found = Entity::find_by_id(entry.0).one(transaction.connection()).await?;
    found
        .map(|row| {
            Ok(Rendering {
                source_hash: stored::hash(TABLE, row.source_hash)?,
                renderer: row.renderer,
                html: row.html,
                toc: row.toc,
                excerpt: row.excerpt,
            })
        })
        .transpose()
}
