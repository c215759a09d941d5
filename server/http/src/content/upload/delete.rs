//! `DELETE /api/upload/files/{id}`

use axum::response::Response;
use galley_app::assets::{self, Force};
use http::StatusCode;

use super::file::{self, FilePath};
use crate::answers::json_text;
use crate::content::write::{self, ContentWrite};
use crate::errors::ApiError;
use crate::extract::Path;

/// Answers with what was deleted, as Strapi does. A file in use stays.
pub(in crate::content) async fn delete_file(
    write: ContentWrite,
    Path(path): Path<FilePath>,
) -> Result<Response, ApiError> {
    if let Some(answered) = write.answered() {
        return Ok(write::replay(answered));
    }
    let ctx = write.answering(StatusCode::OK);
    let asset = assets::delete(&ctx, path.id, None, Force::RefuseInUse).await?;
    Ok(json_text(file::one(&asset)))
}
