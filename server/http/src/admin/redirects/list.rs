//! `GET /admin/api/redirects`

use galley_app::paging::PageRequest;
use galley_app::redirects::{self, RedirectFilter};
use galley_domain::ids::RedirectId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::RedirectOut;
use crate::admin::paging::{self, PageOut};
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::Query;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RedirectsQuery {
    /// The beginning of `from`, not encoded, such as `/2012/`.
    #[serde(default)]
    prefix: String,
    /// `next` of the page before.
    after: Option<String>,
    /// At most 100, which is also the default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// Redirects, oldest first
#[utoipa::path(
    get,
    path = "/admin/api/redirects",
    tag = "redirects",
    params(RedirectsQuery),
    responses((status = 200, description = "A part of the redirects", body = PageOut<RedirectOut>))
)]
pub(crate) async fn list_redirects(
    Caller(ctx): Caller,
    Query(query): Query<RedirectsQuery>,
) -> Result<Json<PageOut<RedirectOut>>, ApiError> {
    let RedirectsQuery { prefix, after, limit } = query;
    if prefix.chars().any(char::is_control) {
        return Err(ApiError::parameter("prefix", "must not contain control characters".to_owned()));
    }
    let page: PageRequest<RedirectId> = paging::request(after.as_deref(), limit)?;
    let page = redirects::list(&ctx, &RedirectFilter { prefix }, &page).await?;
    Ok(Json(PageOut::of(page, RedirectOut::from)))
}
