//! `POST /admin/api/content-types/apply`

use galley_app::content_types;
use galley_domain::schema::file::Source;
use http::StatusCode;

use super::refusal;
use super::wire::{AppliedOut, ModelIn};
use crate::admin::write::AdminWrite;
use crate::answers::Json;
use crate::errors::ApiError;
use crate::extract::JsonBody;

/// Apply files to the model: types and attributes are added, options that touch no data change
///
/// Anything else is refused with 409 `needs_change_plan`. What is wrong with the files is a list of `errors` with the code
/// `invalid_schema`, each with the path of its place in the request.
#[utoipa::path(
    post,
    path = "/admin/api/content-types/apply",
    tag = "content types",
    request_body = ModelIn,
    responses((status = 200, description = "What it did", body = AppliedOut))
)]
pub(crate) async fn apply_content_types(
    write: AdminWrite,
    JsonBody(input): JsonBody<ModelIn>,
) -> Result<Json<AppliedOut>, ApiError> {
    let ctx = write.answering(StatusCode::OK);
    let files: Vec<Source> = input.files.into_iter().map(Source::from).collect();
    let report = content_types::apply(&ctx, &files).await.map_err(|error| refusal::of(error, &files))?;
    Ok(Json(report.into()))
}
