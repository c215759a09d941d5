//! The model as the database has it.

use std::collections::HashMap;
use std::sync::Arc;

use galley_domain::ids::ContentTypeId;
use galley_domain::schema::file::{read_component, read_content_type};
use galley_domain::schema::{Component, FieldPaths, Model, ModelError, PathEntry, StoredType};
use galley_store::components::{self, ComponentRow};
use galley_store::content_types::{self, ContentTypeRow};
use galley_store::{Store, StoreError, Transaction, events, field_paths};
use serde_json::Value;

use crate::context::{App, KnownModel};
use crate::error::AppError;
use crate::settings;

/// Reads the model in one snapshot.
pub async fn load(store: &Store) -> Result<Model, AppError> {
    let snapshot = store.snapshot().await?;
    read(&snapshot).await
}

/// Takes over what other processes did to the model.
pub async fn reload(app: &App) -> Result<(), AppError> {
    let snapshot = app.store.snapshot().await?;
    let as_of = events::head(&snapshot).await?.seq;
    let model = Arc::new(read(&snapshot).await?);
    app.set_model(KnownModel { model, as_of });
    Ok(())
}

pub(super) async fn read(transaction: &impl Transaction) -> Result<Model, AppError> {
    let rows = content_types::all(transaction).await?;
    let components = components::all(transaction).await?;
    let mut paths: HashMap<ContentTypeId, Vec<PathEntry>> = HashMap::new();
    for (id, entry) in field_paths::all(transaction).await? {
        paths.entry(id).or_default().push(entry);
    }
    let site = settings::read(transaction).await?.values;
    let types = rows.into_iter().map(|row| {
        let paths = paths.remove(&row.id).unwrap_or_default();
        stored_type(row, paths)
    });
    let types = types.collect::<Result<Vec<_>, _>>()?;
    let components = components.iter().map(component).collect::<Result<Vec<_>, _>>()?;
    let mut model = Model::new(types, components, site.locales.clone());
    model.routing = site.routing();
    Ok(model)
}

fn stored_type(row: ContentTypeRow, paths: Vec<PathEntry>) -> Result<StoredType, StoreError> {
    let ContentTypeRow { id, rewritten_version: _, created_at: _, model } = row;
    let json = json("content_types", &model.definition)?;
    let schema = read_content_type(&model.singular, &json, None)
        .map_err(|errors| corrupt("content_types", &errors))?;
    Ok(StoredType { id, version: model.version, schema, paths: FieldPaths::new(paths), steps: model.steps })
}

fn component(row: &ComponentRow) -> Result<Component, AppError> {
    let json = json("components", &row.definition)?;
    let name = row.name.parse().map_err(AppError::internal)?;
    Ok(read_component(&row.name, &name, &json, None).map_err(|errors| corrupt("components", &errors))?)
}

fn json(table: &'static str, text: &str) -> Result<Value, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt { table, problem: error.to_string() })
}

fn corrupt(table: &'static str, errors: &[ModelError]) -> StoreError {
    let problem = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    StoreError::Corrupt { table, problem }
}
