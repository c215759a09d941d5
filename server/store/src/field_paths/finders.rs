//! Finding path ids.

use galley_domain::ids::{ContentTypeId, PathId};
use galley_domain::schema::PathEntry;
use sea_orm::{EntityTrait, QueryOrder};

use super::entity::{Column, Entity};
use crate::error::StoreError;
use crate::stored;
use crate::transaction::Transaction;

/// The path ids of every content type.
pub async fn all(transaction: &impl Transaction) -> Result<Vec<(ContentTypeId, PathEntry)>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Id).all(transaction.connection()).await?;
    rows.into_iter()
        .map(|row| {
            let chain = stored::parsed("field_paths", &row.chain)?;
            Ok((ContentTypeId(row.content_type_id), PathEntry { id: PathId(row.id), chain }))
        })
        .collect()
}
