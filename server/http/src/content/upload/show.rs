//! `GET /api/upload/files/{id}`

use axum::response::{IntoResponse, Response};
use galley_app::assets;
use http::header::ETAG;

use super::file::{self, FilePath};
use crate::answers::json_text;
use crate::authentication::Caller;
use crate::cache::strong_etag;
use crate::errors::ApiError;
use crate::extract::Path;

pub(in crate::content) async fn show_file(
    Caller(ctx): Caller,
    Path(path): Path<FilePath>,
) -> Result<Response, ApiError> {
    let body = file::one(&assets::find(&ctx, path.id).await?);
    Ok(([(ETAG, strong_etag(body.as_bytes()))], json_text(body)).into_response())
}
