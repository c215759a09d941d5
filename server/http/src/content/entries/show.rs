//! `GET /api/{plural}/{documentId}`

use axum::response::Response;
use http::StatusCode;

use crate::authentication::Caller;
use crate::content::target::DocumentPath;
use crate::content::{answer, requested_query};
use crate::errors::ApiError;
use crate::extract::{Path, RawQuery};
use crate::read_budget::ReadBudget;

pub(in crate::content) async fn show_content(
    Caller(ctx): Caller,
    budget: ReadBudget,
    Path(path): Path<DocumentPath>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let requested = requested_query(&query)?;
    answer::one((&ctx, &budget), StatusCode::OK, (&path.name, path.document), &requested).await
}
