//! Writing components, each as a whole.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;

use super::ComponentRow;
use super::entity::{ActiveModel, Column, Entity};
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

/// Makes or replaces a component.
pub async fn put(unit: &UnitOfWork, component: &ComponentRow) -> Result<(), StoreError> {
    let row = ActiveModel {
        name: Set(component.name.clone()),
        definition: Set(component.definition.clone()),
        updated_at: Set(component.updated_at),
    };
    let replace =
        OnConflict::column(Column::Name).update_columns([Column::Definition, Column::UpdatedAt]).to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(unit.connection()).await?;
    Ok(())
}
