//! `GET /api/{plural}`, and `GET /api/{singular}` of a single.

use axum::response::Response;
use galley_domain::query::check::readable_collection;
use http::StatusCode;

use crate::authentication::Caller;
use crate::content::target::NamePath;
use crate::content::{answer, requested_query};
use crate::errors::ApiError;
use crate::extract::{Path, RawQuery};
use crate::read_budget::ReadBudget;

pub(in crate::content) async fn list_content(
    Caller(ctx): Caller,
    budget: ReadBudget,
    Path(path): Path<NamePath>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let requested = requested_query(&query)?;
    if readable_collection(&ctx.model(), &ctx.actor, &path.name).is_some() {
        answer::list((&ctx, &budget), &path.name, &requested).await
    } else {
        answer::single((&ctx, &budget), StatusCode::OK, &path.name, &requested).await
    }
}
