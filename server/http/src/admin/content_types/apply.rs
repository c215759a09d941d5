//! `POST /admin/api/content-types/apply`

use galley_app::content_types;
use galley_domain::schema::file::Source;
use http::StatusCode;

use super::wire::{AppliedOut, ModelIn};
use crate::admin::write::AdminWrite;
use crate::answers::Json;
use crate::errors::ApiError;
use crate::extract::JsonBody;

/// Apply files to the model: types and attributes are added, options that touch no data change
///
/// Anything else is refused with 409 `needs_change_plan`.
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
    Ok(Json(AppliedOut { changes: content_types::apply(&ctx, &files).await? }))
}
