//! Finding who has a value.

use galley_domain::ids::{DocumentId, EntryId};
use sea_orm::EntityTrait;

use super::entity::Entity;
use super::{HeldValue, UniqueKey};
use crate::error::StoreError;
use crate::transaction::Transaction;

pub async fn holder(
    transaction: &impl Transaction,
    key: &UniqueKey,
) -> Result<Option<HeldValue>, StoreError> {
    let found = Entity::find_by_id((key.path.0, key.locale.as_str().to_owned(), key.hash.to_vec()))
        .one(transaction.connection())
        .await?;
    Ok(found.map(|row| HeldValue {
        key: key.clone(),
        entry: EntryId(row.entry_id),
        document: DocumentId::from_uuid(row.document_id),
    }))
}
