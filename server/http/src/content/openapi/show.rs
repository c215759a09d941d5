//! `GET /api/openapi.json`

use axum::response::{IntoResponse, Response};
use http::header::ETAG;

use super::content_document;
use crate::answers::json_text;
use crate::authentication::Caller;
use crate::cache::{CachePolicy, strong_etag};

pub(in crate::content) async fn show_content_document(Caller(ctx): Caller) -> Response {
    let body = content_document(&ctx.model(), &ctx.actor).to_string();
    (CachePolicy::Private, [(ETAG, strong_etag(body.as_bytes()))], json_text(body)).into_response()
}
