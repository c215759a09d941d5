//! Finding who has a value.

use galley_domain::ids::{DocumentId, EntryId, PathId};
use galley_domain::locales::Locale;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};
use super::{HeldValue, UniqueKey};
use crate::bulk::lists;
use crate::error::StoreError;
use crate::stored;
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

/// The values that the entries hold.
pub async fn by_entries(
    transaction: &impl Transaction,
    entries: &[EntryId],
) -> Result<Vec<HeldValue>, StoreError> {
    let mut found = Vec::new();
    for list in lists(entries) {
        let rows = Entity::find()
            .filter(Column::EntryId.is_in(list.into_iter().map(|id| id.0)))
            .all(transaction.connection())
            .await?;
        for row in rows {
            let key = UniqueKey {
                path: PathId(row.path_id),
                locale: Locale::from_stored(row.locale),
                hash: stored::hash("unique_values", row.hash)?,
            };
            let document = DocumentId::from_uuid(row.document_id);
            found.push(HeldValue { key, entry: EntryId(row.entry_id), document });
        }
    }
    Ok(found)
}
