//! `GET /preview/{token}`: a draft for whoever has a link to it.

use axum::Extension;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use galley_app::pages;
use galley_domain::roles::Actor;
use http::HeaderName;
use http::header::{CONTENT_SECURITY_POLICY, HeaderValue, REFERRER_POLICY};
use serde::Deserialize;

use super::pages::{style_policy, themed_failure};
use crate::cache::CachePolicy;
use crate::errors::ApiError;
use crate::extract::Path;
use crate::front::RequestId;
use crate::read_budget::ReadBudget;
use crate::state::HttpState;

const X_ROBOTS_TAG: HeaderName = HeaderName::from_static("x-robots-tag");

#[derive(Debug, Deserialize)]
pub(crate) struct PreviewPath {
    token: String,
}

/// The address is the secret: it is not given to other sites, not kept by any cache and not for search engines. What is
/// no link, has ended or was taken back is one and the same 404.
pub(crate) async fn show_preview(
    State(state): State<HttpState>,
    Extension(request_id): Extension<RequestId>,
    budget: ReadBudget,
    Path(PreviewPath { token }): Path<PreviewPath>,
) -> Result<Response, ApiError> {
    let admitted = budget.admit()?;
    let ctx = state.app.as_actor(Actor::Anonymous);
    let found = pages::preview(&ctx, &token).await;
    let spent = admitted.pay(ctx.reads.total());
    let page = match found {
        Ok(found) => found.ok_or(ApiError::NotFound)?,
        Err(error) => return themed_failure(&ctx, error, &request_id).await,
    };
    let headers = [
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (X_ROBOTS_TAG, HeaderValue::from_static("noindex")),
        (CONTENT_SECURITY_POLICY, style_policy(&page.style_hashes)?),
    ];
    Ok((CachePolicy::Secret, headers, [spent.header()], Html(page.html)).into_response())
}
