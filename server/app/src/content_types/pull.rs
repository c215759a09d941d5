//! The model as files.

use galley_domain::roles::Permission;
use galley_domain::schema::file::{
    Source, path_of_component, path_of_type, write_component, write_content_type,
};
use serde_json::Value;

use crate::context::Ctx;
use crate::error::AppError;

/// Every content type and component as a file, with the ids of its fields.
pub fn pull(ctx: &Ctx) -> Result<Vec<Source>, AppError> {
    ctx.require(Permission::ReadModel)?;
    let model = ctx.model();
    let types =
        model.types().map(|stored| (path_of_type(&stored.schema), write_content_type(&stored.schema)));
    let components =
        model.components().map(|component| (path_of_component(component), write_component(component)));
    types.chain(components).map(|(path, json)| Ok(Source { path, text: file_text(&json)? })).collect()
}

fn file_text(json: &Value) -> Result<String, AppError> {
    let mut text = serde_json::to_string_pretty(json).map_err(AppError::internal)?;
    text.push('\n');
    Ok(text)
}
