//! Pages: every path that nothing else answers.

use std::borrow::Cow;

use axum::Extension;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use galley_app::cache::Recording;
use galley_app::pages::{self, Drawn, PageAnswer};
use galley_app::{AppError, Ctx};
use galley_domain::roles::Actor;
use galley_domain::routes::{SiteFile, belongs_to_server};
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderValue, LOCATION, RETRY_AFTER};
use http::{StatusCode, Uri};

use crate::cache::{CachePolicy, CacheTags, strong_etag};
use crate::errors::{ApiError, log_failure};
use crate::front::{RequestId, SITE_POLICY};
use crate::read_budget::ReadBudget;
use crate::state::HttpState;

/// The front page.
pub(crate) async fn show_front_page(
    state: State<HttpState>,
    request_id: Extension<RequestId>,
    recording: Option<Extension<Recording>>,
    budget: ReadBudget,
    uri: Uri,
) -> Result<Response, ApiError> {
    show_page(state, request_id, recording, budget, uri).await
}

/// Any other page.
pub(crate) async fn show_page(
    State(state): State<HttpState>,
    Extension(request_id): Extension<RequestId>,
    recording: Option<Extension<Recording>>,
    budget: ReadBudget,
    uri: Uri,
) -> Result<Response, ApiError> {
    let path = uri.path();
    // What belongs to another part of the server and was not answered there is not a page either.
    if SiteFile::at(path).is_none() && belongs_to_server(path) && !path.starts_with("/go/") {
        return Err(ApiError::NotFound);
    }
    let admitted = budget.admit()?;
    let mut ctx = state.app.as_actor(Actor::Anonymous);
    ctx.recording = recording.map(|Extension(recording)| recording).unwrap_or_default();
    let answer = match SiteFile::at(path) {
        Some(file) => pages::site_file(&ctx, file).await?.ok_or(ApiError::NotFound),
        None => match pages::page(&ctx, path).await {
            Ok(answer) => Ok(answer),
            Err(error) => return themed_failure(&ctx, error, &request_id).await,
        },
    };
    // Whatever became of it, it was read.
    let spent = admitted.pay(ctx.reads.total());
    let response = respond(answer?, uri.query())?;
    Ok(([spent.header()], Extension(spent), response).into_response())
}

fn respond(answer: PageAnswer, query: Option<&str>) -> Result<Response, ApiError> {
    match answer {
        PageAnswer::Html { page, shows } => {
            let policy = CachePolicy::UntilPurged(CacheTags::new(shows.iter().map(ToString::to_string)));
            let etag = strong_etag(page.html.as_bytes());
            Ok((policy, [(ETAG, etag)], themed(page)?).into_response())
        }
        PageAnswer::File { content_type, body, shows } => {
            let policy = CachePolicy::UntilPurged(CacheTags::new(shows.iter().map(ToString::to_string)));
            let headers =
                [(ETAG, strong_etag(&body)), (CONTENT_TYPE, HeaderValue::from_static(content_type))];
            Ok((policy, headers, body).into_response())
        }
        PageAnswer::Missing { page } => {
            Ok((StatusCode::NOT_FOUND, CachePolicy::KeptInside, themed(page)?).into_response())
        }
        PageAnswer::Gone { page } => {
            Ok((StatusCode::GONE, CachePolicy::KeptInside, themed(page)?).into_response())
        }
        PageAnswer::Moved { path, status } => {
            let location = leading_to(&path, query);
            let location = HeaderValue::try_from(location.as_ref()).map_err(ApiError::internal)?;
            let status = StatusCode::from_u16(status.code()).map_err(ApiError::internal)?;
            Ok((status, CachePolicy::Leads, [(LOCATION, location)]).into_response())
        }
    }
}

/// Where a redirect leads whoever asked with this query. A target that says what to ask for, or where on the page to go,
/// is complete.
pub(crate) fn leading_to<'a>(target: &'a str, query: Option<&str>) -> Cow<'a, str> {
    match query.filter(|_| !target.contains(['?', '#'])) {
        Some(query) => Cow::Owned(format!("{target}?{query}")),
        None => Cow::Borrowed(target),
    }
}

/// The page with a policy that allows what `head()` writes for the settings of the theme.
fn themed(page: Drawn) -> Result<Response, ApiError> {
    let mut response = Html(page.html).into_response();
    if let Some(hash) = page.style_hash {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, style_policy(&[hash])?);
    }
    Ok(response)
}

/// The policy of a page with styles of our own, by their hashes.
pub(super) fn style_policy(hashes: &[String]) -> Result<HeaderValue, ApiError> {
    let hashes: Vec<String> = hashes.iter().map(|hash| format!("'{hash}'")).collect();
    let policy = format!("{SITE_POLICY}; style-src 'self' {}", hashes.join(" "));
    HeaderValue::try_from(policy).map_err(ApiError::internal)
}

/// A failure in the clothes of the site; without them when the theme itself is what fails.
pub(super) async fn themed_failure(
    ctx: &Ctx,
    error: AppError,
    request_id: &RequestId,
) -> Result<Response, ApiError> {
    let error = ApiError::from(error);
    let status = error.status();
    let Ok(page) = pages::error_page(ctx, status.as_u16(), Some(request_id.to_string())).await else {
        return Err(error);
    };
    log_failure(&error, request_id);
    let mut response = (status, CachePolicy::NoStore, themed(page)?).into_response();
    if let Some(wait) = error.retry_after_header() {
        response.headers_mut().insert(RETRY_AFTER, wait);
    }
    Ok(response)
}
