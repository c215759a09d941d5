//! The model: files in, files out, and what a change does to rows that are there.

mod apply;
mod rewrite;

use galley_app::{AppError, Ctx, content_types};
use galley_domain::schema::file::Source;
use serde_json::{Value, json};

/// The file of a content type `recipe` with the given attributes.
#[expect(clippy::needless_pass_by_value, reason = "callers write the values in place")]
fn recipe(galley: Value, attributes: Value) -> Vec<Source> {
    let file = json!({
        "kind": "collectionType",
        "info": { "singularName": "recipe", "pluralName": "recipes", "displayName": "Recipe" },
        "options": { "draftAndPublish": true },
        "galley": galley,
        "attributes": attributes,
    });
    vec![Source { path: "recipe.json".to_owned(), text: file.to_string() }]
}

async fn apply(ctx: &Ctx, files: &[Source]) -> Result<Vec<String>, AppError> {
    content_types::apply(ctx, files).await.map(|report| report.changes)
}
