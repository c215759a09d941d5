//! `GET /api/upload/files`: newest first, as a plain list.

use axum::Extension;
use axum::response::{IntoResponse, Response};
use galley_app::Ctx;
use galley_app::assets::{self, Asset, AssetFilter};
use galley_app::paging::PageRequest;
use galley_domain::query::check::{MAX_OFFSET, MAX_PAGE_SIZE};
use galley_domain::query::{RequestedPage, RequestedQuery};
use http::header::ETAG;

use super::file;
use crate::answers::json_text;
use crate::authentication::Caller;
use crate::cache::strong_etag;
use crate::content::requested_query;
use crate::errors::ApiError;
use crate::extract::RawQuery;
use crate::read_budget::ReadBudget;

pub(in crate::content) async fn list_files(
    Caller(ctx): Caller,
    budget: ReadBudget,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let (skipped, limit) = part(&requested_query(&query)?)?;
    // What is skipped is read as well.
    let spent = budget.spend(u64::try_from(skipped.saturating_add(limit)).unwrap_or(u64::MAX))?;
    let body = file::many(&collect(&ctx, skipped, limit).await?);
    let headers = [(ETAG, strong_etag(body.as_bytes())), spent.header()];
    Ok((Extension(spent), headers, json_text(body)).into_response())
}

/// How many to skip and to show. An answer that left out a filter would be a wrong one, so filters are refused.
fn part(requested: &RequestedQuery) -> Result<(usize, usize), ApiError> {
    if requested.filter.is_some() {
        return Err(ApiError::parameter("filters", "is not available for files"));
    }
    if !requested.sort.is_empty() {
        return Err(ApiError::parameter("sort", "is not available for files: they come newest first"));
    }
    let RequestedPage { page, page_size, start, limit, without_count: _ } = requested.page;
    let limit = limit.or(page_size).unwrap_or(MAX_PAGE_SIZE);
    if limit > MAX_PAGE_SIZE {
        return Err(ApiError::parameter(
            "pagination",
            format!("shows at most {MAX_PAGE_SIZE} files at once"),
        ));
    }
    let skipped = start.unwrap_or_else(|| page.map_or(0, |page| (page - 1) * limit));
    if skipped > MAX_OFFSET {
        return Err(ApiError::parameter("pagination", format!("begins at {MAX_OFFSET} at the latest")));
    }
    Ok((usize::try_from(skipped).unwrap_or(usize::MAX), usize::try_from(limit).unwrap_or(usize::MAX)))
}

/// The library goes on by keys, so what is skipped is walked over.
async fn collect(ctx: &Ctx, mut skipped: usize, limit: usize) -> Result<Vec<Asset>, ApiError> {
    let mut files = Vec::new();
    let mut request = PageRequest::after(None);
    loop {
        let page = assets::list(ctx, &AssetFilter::default(), &request).await?;
        let over = skipped.min(page.items.len());
        skipped -= over;
        let wanted = limit - files.len();
        files.extend(page.items.into_iter().skip(over).take(wanted));
        match page.next {
            Some(next) if files.len() < limit => request = PageRequest::after(Some(next)),
            Some(_) | None => return Ok(files),
        }
    }
}
