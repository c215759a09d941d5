//! Writing assets: new records, and the words of existing ones.

use galley_domain::ids::AssetId;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, QuerySelect};

use super::entity::{ActiveModel, Entity};
use super::{AssetRow, NewAssetRow};
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

/// An asset that stays as it is for others until the unit of work ends.
pub async fn lock(unit: &UnitOfWork, id: AssetId) -> Result<Option<AssetRow>, StoreError> {
    let found = Entity::find_by_id(id.0).lock_exclusive().one(unit.connection()).await?;
    found.map(TryInto::try_into).transpose()
}

pub async fn insert(unit: &UnitOfWork, new: NewAssetRow) -> Result<AssetRow, StoreError> {
    let row = ActiveModel {
        document_id: Set(new.document.uuid()),
        hash: Set(new.hash.to_vec()),
        mime: Set(new.mime),
        extension: Set(new.extension),
        size: Set(new.size),
        width: Set(new.width),
        height: Set(new.height),
        version: Set(1),
        created_at: Set(new.created_at),
        updated_at: Set(new.created_at),
        created_by: Set(new.created_by.map(|user| user.0)),
        name: Set(new.name),
        alternative_text: Set(new.alternative_text),
        caption: Set(new.caption),
        ..ActiveModel::default()
    };
    Entity::insert(row).exec_with_returning(unit.connection()).await?.try_into()
}

/// Writes what may change: the words, and the version.
pub async fn update(unit: &UnitOfWork, asset: &AssetRow) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(asset.id.0),
        version: Set(asset.version),
        updated_at: Set(asset.updated_at),
        name: Set(asset.name.clone()),
        alternative_text: Set(asset.alternative_text.clone()),
        caption: Set(asset.caption.clone()),
        ..ActiveModel::default()
    };
    Entity::update(row).exec(unit.connection()).await?;
    Ok(())
}

pub async fn remove(unit: &UnitOfWork, id: AssetId) -> Result<(), StoreError> {
    Entity::delete_by_id(id.0).exec(unit.connection()).await?;
    Ok(())
}
