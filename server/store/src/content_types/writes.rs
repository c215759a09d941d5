//! Writing content types, and the locks that keep a write of content and a change of its model apart.

use galley_domain::ids::{ContentTypeId, SchemaVersion};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{ActiveModel, Column, Entity};
use super::{ContentTypeModel, ContentTypeRow, TABLE};
use crate::error::StoreError;
use crate::stored;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

/// The versions of the types, kept as they are until the unit of work ends. Others may do the same at once.
pub async fn lock_versions(
    unit: &UnitOfWork,
    ids: &[ContentTypeId],
) -> Result<Vec<(ContentTypeId, SchemaVersion)>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .order_by_asc(Column::Id)
        .lock_shared()
        .all(unit.connection())
        .await?;
    Ok(rows.into_iter().map(|row| (ContentTypeId(row.id), SchemaVersion(row.schema_version))).collect())
}

/// As [`lock_versions`], for paths that depend on paths of other entries: nobody else writes entries of these types
/// until the unit of work ends.
pub async fn lock_versions_alone(
    unit: &UnitOfWork,
    ids: &[ContentTypeId],
) -> Result<Vec<(ContentTypeId, SchemaVersion)>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(unit.connection())
        .await?;
    Ok(rows.into_iter().map(|row| (ContentTypeId(row.id), SchemaVersion(row.schema_version))).collect())
}

/// All types, for a change of the model: no write of content runs beside it.
pub async fn lock(unit: &UnitOfWork) -> Result<Vec<ContentTypeRow>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Id).lock_exclusive().all(unit.connection()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A new type; it has no entries yet, so none of them is stale.
pub async fn insert(unit: &UnitOfWork, model: &ContentTypeModel) -> Result<ContentTypeId, StoreError> {
    let row = ActiveModel {
        rewritten_version: Set(model.version.0),
        created_at: Set(model.updated_at),
        ..columns(model)?
    };
    Ok(ContentTypeId(Entity::insert(row).exec(unit.connection()).await?.last_insert_id))
}

pub async fn update(
    unit: &UnitOfWork,
    id: ContentTypeId,
    model: &ContentTypeModel,
) -> Result<(), StoreError> {
    let row = ActiveModel { id: Set(id.0), ..columns(model)? };
    Entity::update(row).exec(unit.connection()).await?;
    Ok(())
}

/// Every entry of the type is of `version` or later. A later pass may have said so first.
pub async fn set_rewritten(
    unit: &UnitOfWork,
    id: ContentTypeId,
    version: SchemaVersion,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::RewrittenVersion, version.0.into())
        .filter(Column::Id.eq(id.0).and(Column::RewrittenVersion.lt(version.0)))
        .exec(unit.connection())
        .await?;
    Ok(())
}

fn columns(model: &ContentTypeModel) -> Result<ActiveModel, StoreError> {
    Ok(ActiveModel {
        singular: Set(model.singular.clone()),
        plural: Set(model.plural.clone()),
        definition: Set(model.definition.clone()),
        schema_version: Set(model.version.0),
        steps: Set(stored::json_text(TABLE, &model.steps)?),
        updated_at: Set(model.updated_at),
        ..ActiveModel::default()
    })
}
