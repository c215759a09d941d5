//! Finding settings by their name.

use sea_orm::EntityTrait;

use super::Setting;
use super::entity::{Entity, Model};
use crate::error::StoreError;
use crate::reading::RowSource;

pub async fn find<'a>(source: impl Into<RowSource<'a>>, name: &str) -> Result<Option<Setting>, StoreError> {
    let rows = source.into().select(Entity::find_by_id(name)).await?;
    Ok(rows.first().map(Model::read).transpose()?.map(Into::into))
}
